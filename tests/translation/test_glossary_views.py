"""The views of the glossary: listing, editing, and the export and import of tables."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry

from tests.public_pages import element_text
from translation.choices import TermCategory, TermStatus
from translation.models.glossary import GlossaryTerm, GlossaryTermForm

pytestmark = pytest.mark.django_db

LIST, EXPORT, IMPORT = (
    "translation:glossary",
    "translation:glossary_export",
    "translation:glossary_import",
)
SNIPPET_URLS = "wagtailsnippets_translation_glossaryterm"
HEADING = "term,category,note,needs_footnote,language,form,status"


def create_term(text: str, code: str = "sl", form: str = "mreža", **fields) -> GlossaryTerm:
    term = GlossaryTerm.objects.create(text=text, **fields)
    GlossaryTermForm.objects.create(
        term=term, locale=Locale.objects.get(language_code=code), text=form
    )
    return term


def soup_of(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def upload(client, table: str | bytes, name: str = "terms.csv"):
    data = table if isinstance(table, bytes) else table.encode()
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, data)})


def confirm_import(client, shown):
    """Confirm the preview of an import."""
    fields = [soup_of(shown).find("input", {"name": name}) for name in ("payload", "fingerprint")]
    return client.post(reverse(IMPORT), {field["name"]: field["value"] for field in fields})


class TestReading:
    def test_a_translator_sees_the_forms_of_their_language_with_its_lang_attribute(
        self, client_for, translator
    ):
        term = create_term("network", note="Ours.")
        GlossaryTermForm.objects.create(
            term=term, locale=Locale.objects.get(language_code="mk"), text="мрежа"
        )
        soup = soup_of(client_for(translator("sl")).get(reverse(LIST)))
        shown = soup.select_one(".translation-glossary")
        assert "network" in element_text(shown)
        assert "Ours." in element_text(shown)
        assert shown.find(lang="sl", string="mreža")
        assert "мрежа" not in element_text(shown)

    def test_a_forbidden_form_is_labelled(self, client_for, translator):
        GlossaryTermForm.objects.create(
            term=create_term("network"),
            locale=Locale.objects.get(language_code="sl"),
            text="omrežje",
            status=TermStatus.FORBIDDEN,
        )
        soup = soup_of(client_for(translator("sl")).get(reverse(LIST)))
        assert "not: omrežje" in element_text(soup.select_one(".translation-glossary"))

    def test_terms_are_searched_in_all_fields_and_filtered(self, client_for, translator):
        create_term("network", category=TermCategory.INSTITUTION)
        create_term("state", code="mk", form="држава")
        client = client_for(translator("sl"))

        def found(**query) -> list[str]:
            soup = soup_of(client.get(reverse(LIST), query))
            return [
                element_text(term)
                for term in soup.select(".translation-glossary__term dt span[lang]")
            ]

        assert found(q="mrež") == ["network"]
        assert found(q="STAT") == ["state"]
        assert found(category="institution") == ["network"]
        assert found(language="mk") == ["state"]
        assert found(q="nothing") == []

    def test_a_translator_has_no_edit_buttons(self, client_for, translator):
        create_term("network")
        page = client_for(translator("sl")).get(reverse(LIST)).content.decode()
        assert reverse(IMPORT) not in page
        assert reverse(f"{SNIPPET_URLS}:add") not in page

    def test_the_number_of_queries_does_not_depend_on_the_number_of_terms(
        self, client_for, translator
    ):
        client, counts = client_for(translator("sl")), []
        for start, end in ((0, 2), (2, 40)):
            for number in range(start, end):
                create_term(f"term {number}")
            client.get(reverse(LIST))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(LIST))
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_users_outside_the_teams_have_no_access(self, client_for, django_user_model):
        stranger = django_user_model.objects.create_user("stranger")
        assert client_for(stranger).get(reverse(LIST)).status_code == 302


class TestEditing:
    def forms_of(self, *forms: tuple[str, str, str], text: str = "network") -> dict:
        """Return the form data of a term with these forms."""
        data = {"text": text, "category": "subject", "note": "", "definitions-count": 0}
        data |= {"forms-TOTAL_FORMS": len(forms), "forms-INITIAL_FORMS": 0}
        data |= {"forms-MIN_NUM_FORMS": 0, "forms-MAX_NUM_FORMS": 1000}
        for number, (code, form, status) in enumerate(forms):
            locale = Locale.objects.get(language_code=code)
            row = {"locale": locale.pk, "text": form, "status": status, "id": "", "ORDER": number}
            data |= {f"forms-{number}-{name}": value for name, value in row.items()}
        return data

    def test_a_coordinator_adds_a_term(self, client_for, coordinator):
        client = client_for(coordinator)
        data = self.forms_of(("sl", "mreža", "approved"), ("sl", "omrežje", "forbidden"))
        assert client.post(reverse(f"{SNIPPET_URLS}:add"), data).status_code == 302
        assert [form.text for form in GlossaryTerm.objects.get().forms.all()] == [
            "mreža",
            "omrežje",
        ]
        assert soup_of(client.get(reverse(f"{SNIPPET_URLS}:list"))).find(string="network")

    @pytest.mark.parametrize(
        ("forms", "message"),
        [
            (
                [("sl", "mreža", "approved"), ("sl", " MREŽA ", "approved")],
                "This form is there twice.",
            ),
            (
                [("sl", "mreža", "approved"), ("sl", "mreža", "forbidden")],
                "The same form cannot be both approved and forbidden.",
            ),
            ([("en", "network", "approved")], "Select a valid choice."),
        ],
    )
    def test_contradictory_forms_are_refused(self, client_for, coordinator, forms, message):
        response = client_for(coordinator).post(
            reverse(f"{SNIPPET_URLS}:add"), self.forms_of(*forms)
        )
        assert message in element_text(soup_of(response))
        assert not GlossaryTerm.objects.exists()

    def test_a_term_is_unique_regardless_of_case(self, client_for, coordinator):
        create_term("Network")
        response = client_for(coordinator).post(reverse(f"{SNIPPET_URLS}:add"), self.forms_of())
        assert "This term is there already." in element_text(soup_of(response))

    @pytest.mark.parametrize("name", [f"{SNIPPET_URLS}:list", f"{SNIPPET_URLS}:add", IMPORT])
    def test_nobody_else_edits_terms(self, client_for, reviewer, name):
        assert client_for(reviewer("sl")).get(reverse(name)).status_code == 302
        assert client_for(reviewer("sl", "second")).post(reverse(name), {}).status_code == 302


class TestTables:
    def test_importing_an_export_changes_nothing(self, client_for, coordinator):
        create_term("network", note='Says "ours", twice', needs_footnote=True)
        create_term("=state", code="mk", form="-држава")
        GlossaryTerm.objects.create(text="without forms")
        client = client_for(coordinator)
        table = client.get(reverse(EXPORT)).content
        assert b"'=state" in table
        assert "every term is here already" in element_text(soup_of(upload(client, table)))
        GlossaryTerm.objects.all().delete()
        confirm_import(client, upload(client, table))
        assert client.get(reverse(EXPORT)).content == table

    def test_the_preview_of_an_import_shows_changes_and_saves_nothing(
        self, client_for, coordinator
    ):
        create_term("network")
        create_term("state", form="država")
        table = (
            f"{HEADING}\nnetwork,subject,,no,sl,omrežje,\nstate,subject,,no,sl,država,approved\n"
            "treaty,treaty,,no,mk,договор,\n"
        )
        client = client_for(coordinator)
        shown = upload(client, table)
        assert "New (1) treaty Changed (1) network The same as before 1" in element_text(
            soup_of(shown)
        )
        assert GlossaryTerm.objects.get(text="network").forms.get().text == "mreža"
        assert confirm_import(client, shown).status_code == 302
        assert GlossaryTerm.objects.get(text="network").forms.get().text == "omrežje"
        assert GlossaryTerm.objects.get(text="treaty").forms.get().locale.language_code == "mk"
        changed = ModelLogEntry.objects.filter(content_type__model="glossaryterm")
        assert changed.filter(user=coordinator).count() == 2

    PROBLEMS = [
        ("network,thing,,no,,,", "2 category “thing” is not a category."),
        ("network,subject,,maybe,,,", "2 needs_footnote “maybe” is neither “yes” nor “no”."),
        ("network,subject,,no,xx,mreža,", "2 language “xx” is not a language"),
        ("network,subject,,no,en,network,", "2 language “en” is not a language"),
        ("network,subject,,no,sl,mreža,good", "2 status “good” is not a status."),
        ("network,subject,,no,sl,,", "2 A language and a form go together"),
        (",subject,,no,sl,mreža,", "2 term The term is missing."),
        (f"{'x' * 201},subject,,no,,,", "2 term Longer than 200 characters: term"),
        (
            "network,subject,,no,sl,mreža,\nNetwork,subject,,no,sl,MREŽA,forbidden",
            "3 What is said of the whole term differs from row 2.",
        ),
        (
            "network,subject,,no,sl,mreža,\nnetwork,subject,,no,sl,MREŽA,forbidden",
            "3 form The same form cannot be both approved and forbidden.",
        ),
        (
            "network,subject,,no,sl,mreža,\nnetwork,subject,,no,sl,mreža,",
            "3 form This form is there twice.",
        ),
    ]

    @pytest.mark.parametrize(("rows", "message"), PROBLEMS)
    def test_every_problem_is_listed_with_its_row_and_nothing_is_saved(
        self, client_for, coordinator, rows, message
    ):
        table = f"{HEADING}\n{rows}\ngood,subject,,no,sl,dobro,\n"
        assert message in element_text(soup_of(upload(client_for(coordinator), table)))
        assert not GlossaryTerm.objects.exists()

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", "The submitted file is empty."),
            (b"\n", "These columns are missing"),
            (b"term;note\n", "These columns are missing: category, needs_footnote"),
            (
                b"term,category,note,needs_footnote,language,form\n",
                "This column is missing: status",
            ),
            (HEADING.encode("utf-16"), "The file is not written in UTF-8."),
            (b'"\0', "This is not a table in the CSV format."),
            (f'{HEADING}\n"a'.encode(), "This is not a table in the CSV format."),
            (b"x" * (1024 * 1024 + 1), "The file is larger than 1 MB."),
        ],
    )
    def test_a_file_that_is_not_a_term_table_is_refused_with_a_message(
        self, client_for, coordinator, data, message
    ):
        assert message in element_text(soup_of(upload(client_for(coordinator), data)))

    def test_a_table_with_semicolons_is_read(self, client_for, coordinator):
        table = f"{HEADING}\nnetwork,subject,,no,sl,mreža,\n".replace(",", ";")
        assert "New (1) network" in element_text(soup_of(upload(client_for(coordinator), table)))

    def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
        self, client_for, coordinator
    ):
        client, counts = client_for(coordinator), []
        for size in (1, 50):
            rows = "\n".join(f"term {number},subject,,no,sl,izraz," for number in range(size))
            upload(client, f"{HEADING}\n{rows}\n")
            with CaptureQueriesContext(connection) as queries:
                upload(client, f"{HEADING}\n{rows}\n")
            counts.append(len(queries))
        assert counts[0] == counts[1]
