"""The termbase's screens: everybody reads, coordinators edit, tables go out and come in."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry

from tests.reader import words
from translation.choices import TermCategory, TermStatus
from translation.models.terms import Term, TermForm

pytestmark = pytest.mark.django_db

LIST, EXPORT, IMPORT = (
    "translation:terms",
    "translation:terms_export",
    "translation:terms_import",
)
STOCK = "wagtailsnippets_translation_term"
HEADING = "term,category,note,needs_footnote,language,form,status"


def agree(text: str, code: str = "sl", form: str = "mreža", **fields) -> Term:
    term = Term.objects.create(text=text, **fields)
    TermForm.objects.create(term=term, locale=Locale.objects.get(language_code=code), text=form)
    return term


def soup_of(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def bring(client, table: str | bytes, name: str = "terms.csv"):
    data = table if isinstance(table, bytes) else table.encode()
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, data)})


def agree_to(client, shown):
    """Say yes to what an import has shown."""
    table = soup_of(shown).find("input", {"name": "table"})
    return client.post(reverse(IMPORT), {"table": table["value"]})


class TestReading:
    def test_a_translator_reads_the_forms_of_their_language_in_it(self, browser, translator):
        term = agree("network", note="Ours.")
        TermForm.objects.create(
            term=term, locale=Locale.objects.get(language_code="mk"), text="мрежа"
        )
        soup = soup_of(browser(translator("sl")).get(reverse(LIST)))
        shown = soup.select_one(".terms")
        assert "network" in words(shown)
        assert "Ours." in words(shown)
        assert shown.find(lang="sl", string="mreža")
        assert "мрежа" not in words(shown)

    def test_a_forbidden_form_is_called_one(self, browser, translator):
        TermForm.objects.create(
            term=agree("network"),
            locale=Locale.objects.get(language_code="sl"),
            text="omrežje",
            status=TermStatus.FORBIDDEN,
        )
        soup = soup_of(browser(translator("sl")).get(reverse(LIST)))
        assert "not: omrežje" in words(soup.select_one(".terms"))

    def test_terms_are_searched_in_all_they_say_and_filtered(self, browser, translator):
        agree("network", category=TermCategory.INSTITUTION)
        agree("state", code="mk", form="држава")
        client = browser(translator("sl"))

        def found(**query) -> list[str]:
            soup = soup_of(client.get(reverse(LIST), query))
            return [words(term) for term in soup.select(".terms__term dt span[lang]")]

        assert found(q="mrež") == ["network"]
        assert found(q="STAT") == ["state"]
        assert found(category="institution") == ["network"]
        assert found(language="mk") == ["state"]
        assert found(q="nothing") == []

    def test_a_translator_is_offered_nothing_to_change(self, browser, translator):
        agree("network")
        page = browser(translator("sl")).get(reverse(LIST)).content.decode()
        assert reverse(IMPORT) not in page
        assert reverse(f"{STOCK}:add") not in page

    def test_a_long_list_takes_no_more_queries_than_a_short_one(self, browser, translator):
        client, counts = browser(translator("sl")), []
        for start, end in ((0, 2), (2, 40)):
            for number in range(start, end):
                agree(f"term {number}")
            client.get(reverse(LIST))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(LIST))
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_an_account_outside_the_teams_does_not_come_in(self, browser, django_user_model):
        stranger = django_user_model.objects.create_user("stranger")
        assert browser(stranger).get(reverse(LIST)).status_code == 302


class TestEditing:
    def forms_of(self, *forms: tuple[str, str, str], text: str = "network") -> dict:
        """What the admin's form sends for a term with these forms."""
        data = {"text": text, "category": "subject", "note": ""}
        data |= {"forms-TOTAL_FORMS": len(forms), "forms-INITIAL_FORMS": 0}
        data |= {"forms-MIN_NUM_FORMS": 0, "forms-MAX_NUM_FORMS": 1000}
        for number, (code, form, status) in enumerate(forms):
            locale = Locale.objects.get(language_code=code)
            row = {"locale": locale.pk, "text": form, "status": status, "id": "", "ORDER": number}
            data |= {f"forms-{number}-{name}": value for name, value in row.items()}
        return data

    def test_a_coordinator_adds_a_term(self, browser, coordinator):
        client = browser(coordinator)
        data = self.forms_of(("sl", "mreža", "approved"), ("sl", "omrežje", "forbidden"))
        assert client.post(reverse(f"{STOCK}:add"), data).status_code == 302
        assert [form.text for form in Term.objects.get().forms.all()] == ["mreža", "omrežje"]
        assert soup_of(client.get(reverse(f"{STOCK}:list"))).find(string="network")

    @pytest.mark.parametrize(
        ("forms", "message"),
        [
            (
                [("sl", "mreža", "approved"), ("sl", " MREŽA ", "approved")],
                "This form is there twice.",
            ),
            (
                [("sl", "mreža", "approved"), ("sl", "mreža", "forbidden")],
                "The same words cannot be both approved and forbidden.",
            ),
            ([("en", "network", "approved")], "Select a valid choice."),
        ],
    )
    def test_forms_that_contradict_each_other_are_refused(
        self, browser, coordinator, forms, message
    ):
        response = browser(coordinator).post(reverse(f"{STOCK}:add"), self.forms_of(*forms))
        assert message in words(soup_of(response))
        assert not Term.objects.exists()

    def test_a_term_is_there_once_in_whatever_case(self, browser, coordinator):
        agree("Network")
        response = browser(coordinator).post(reverse(f"{STOCK}:add"), self.forms_of())
        assert "This term is there already." in words(soup_of(response))

    @pytest.mark.parametrize("name", [f"{STOCK}:list", f"{STOCK}:add", IMPORT])
    def test_nobody_else_edits_terms(self, browser, reviewer, name):
        assert browser(reviewer("sl")).get(reverse(name)).status_code == 302
        assert browser(reviewer("sl", "second")).post(reverse(name), {}).status_code == 302


class TestTables:
    def test_a_table_comes_back_as_it_went_out(self, browser, coordinator):
        agree("network", note='Says "ours", twice', needs_footnote=True)
        agree("=state", code="mk", form="-држава")
        Term.objects.create(text="without forms")
        client = browser(coordinator)
        table = client.get(reverse(EXPORT)).content
        assert b"'=state" in table
        assert "every term is here already" in words(soup_of(bring(client, table)))
        Term.objects.all().delete()
        agree_to(client, bring(client, table))
        assert client.get(reverse(EXPORT)).content == table

    def test_a_table_shows_what_it_would_change_and_changes_nothing_before_the_yes(
        self, browser, coordinator
    ):
        agree("network")
        agree("state", form="država")
        table = (
            f"{HEADING}\nnetwork,subject,,no,sl,omrežje,\nstate,subject,,no,sl,država,approved\n"
            "treaty,treaty,,no,mk,договор,\n"
        )
        client = browser(coordinator)
        shown = bring(client, table)
        assert "New (1) treaty Changed (1) network The same as before 1" in words(soup_of(shown))
        assert Term.objects.get(text="network").forms.get().text == "mreža"
        assert agree_to(client, shown).status_code == 302
        assert Term.objects.get(text="network").forms.get().text == "omrežje"
        assert Term.objects.get(text="treaty").forms.get().locale.language_code == "mk"
        assert ModelLogEntry.objects.filter(user=coordinator).count() == 2

    WRONG = [
        ("network,thing,,no,,,", "Row 2: “thing” is not a category."),
        ("network,subject,,maybe,,,", "Row 2: “maybe” is neither “yes” nor “no”."),
        ("network,subject,,no,xx,mreža,", "Row 2: “xx” is not a language"),
        ("network,subject,,no,en,network,", "Row 2: “en” is not a language"),
        ("network,subject,,no,sl,mreža,good", "Row 2: “good” is not a status."),
        ("network,subject,,no,sl,,", "Row 2: A language and a form go together"),
        (",subject,,no,sl,mreža,", "Row 2: The term is missing."),
        (f"{'x' * 201},subject,,no,,,", "Row 2: Longer than 200 characters: term"),
        (
            "network,subject,,no,sl,mreža,\nNetwork,subject,,no,sl,MREŽA,forbidden",
            "Row 3: Category, note or footnote differ",
        ),
        (
            "network,subject,,no,sl,mreža,\nnetwork,subject,,no,sl,MREŽA,forbidden",
            "Row 3: The same words cannot be both approved and forbidden.",
        ),
        (
            "network,subject,,no,sl,mreža,\nnetwork,subject,,no,sl,mreža,",
            "Row 3: This form is there twice.",
        ),
    ]

    @pytest.mark.parametrize(("rows", "message"), WRONG)
    def test_every_problem_is_named_by_its_row_and_nothing_is_written(
        self, browser, coordinator, rows, message
    ):
        client = browser(coordinator)
        table = f"{HEADING}\n{rows}\ngood,subject,,no,sl,dobro,\n"
        assert message in words(soup_of(bring(client, table)))
        client.post(reverse(IMPORT), {"table": table})
        assert not Term.objects.exists()

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
    def test_a_file_that_is_no_such_table_is_refused_in_words(
        self, browser, coordinator, data, message
    ):
        assert message in words(soup_of(bring(browser(coordinator), data)))

    def test_a_table_with_semicolons_is_read(self, browser, coordinator):
        table = f"{HEADING}\nnetwork,subject,,no,sl,mreža,\n".replace(",", ";")
        assert "New (1) network" in words(soup_of(bring(browser(coordinator), table)))

    def test_a_big_table_is_previewed_in_as_many_queries_as_a_small_one(self, browser, coordinator):
        client, counts = browser(coordinator), []
        for size in (1, 50):
            rows = "\n".join(f"term {number},subject,,no,sl,izraz," for number in range(size))
            bring(client, f"{HEADING}\n{rows}\n")
            with CaptureQueriesContext(connection) as queries:
                bring(client, f"{HEADING}\n{rows}\n")
            counts.append(len(queries))
        assert counts[0] == counts[1]
