"""The glossary that readers see, its files, and links to it in texts."""

import csv
import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from translate.storage.tbx import tbxfile
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale, ReferenceIndex

from core.blocks.text import TERM_FEATURE
from core.sitemaps import non_page_routes
from tests import specimens as specimen
from tests.public_pages import read
from translation.choices import TermStatus
from translation.models.glossary import GlossaryTerm, GlossaryTermForm

pytestmark = pytest.mark.django_db

FORMS = [
    ("mk", "принудна работа", TermStatus.APPROVED),
    ("sr-cyrl", "принудни рад", TermStatus.APPROVED),
    ("sl", "prisilno delo", TermStatus.APPROVED),
    ("sl", "delo na silo", TermStatus.FORBIDDEN),
    ("hr", "prisilni rad", TermStatus.PROPOSED),
]
SECRETS = ("Only for us.", "delo na silo", "prisilni rad", "secret word")


@pytest.fixture
def term(home):
    """A public term, beside one that is not public."""
    GlossaryTerm.objects.create(text="secret word")
    term = GlossaryTerm.objects.create(
        text="forced labour",
        note="Only for us.",
        is_public=True,
        definitions=[
            ("definition", {"language": "en", "text": "Work under a threat."}),
            ("definition", {"language": "sr-cyrl", "text": "Рад под претњом."}),
        ],
    )
    for order, (code, text, status) in enumerate(FORMS):
        locale = Locale.objects.get(language_code=code)
        GlossaryTermForm.objects.create(
            term=term, locale=locale, text=text, status=status, sort_order=order
        )
    return term


def test_readers_find_public_terms_in_their_language_or_its_fallback(client, term):
    entries = {code: read(client, f"/{code}/glossary/").dl for code in ("en", "mk", "sr-latn")}
    assert [entry.dfn.get_text() for entry in entries.values()] == [
        *("forced labour", "принудна работа", "prinudni rad"),
    ]
    definitions = [entry.dd for entry in entries.values()]
    assert [item.get_text() for item in definitions] == [
        *("Work under a threat.", "Work under a threat.", "Rad pod pretnjom."),
    ]
    assert [item.get("lang") for item in definitions] == [None, "en", None]
    assert {str(route.title) for route in non_page_routes()} >= {"Glossary", "forced labour"}


def test_a_term_is_shown_in_all_languages_the_reader_s_own_first(client, term):
    soup = read(client, f"/mk/glossary/{term.pk}/")
    found = {item.dt["lang"]: item.dfn.get_text() for item in soup.select(".glossary__entry")}
    assert list(found) == ["mk", "en", "sr-Cyrl", "sr-Latn", "sl"]
    assert found["sr-Latn"] == "prinudni rad"
    data = json.loads(soup.select_one("script[type='application/ld+json']").string)
    assert (data["@type"], data["name"]) == ("DefinedTerm", "принудна работа")
    assert read(client, f"/hr/glossary/{term.pk}/").select("meta[content=noindex]")


def test_what_is_not_for_readers_is_on_no_page_and_in_no_file(client, term):
    paths = ("", f"{term.pk}/", "glossary.csv", "glossary.tbx")
    for path in paths:
        content = client.get(f"/sl/glossary/{path}").content.decode()
        assert "prisilno delo" in content
        assert not [text for text in SECRETS if text in content], path
    other = GlossaryTerm.objects.get(text="secret word")
    assert client.get(f"/en/glossary/{other.pk}/").status_code == 404


def test_the_files_have_all_languages_with_their_definitions(client, term):
    table = client.get("/en/glossary/glossary.csv").content.decode("utf-8-sig")
    rows = {row["language"]: row for row in csv.DictReader(io.StringIO(table))}
    assert rows["sr-Latn"]["definition"] == "Rad pod pretnjom."
    assert (rows["mk"]["term"], rows["mk"]["definition"]) == ("принудна работа", "")
    (unit,) = tbxfile.parsestring(client.get("/en/glossary/glossary.tbx").content).units
    assert [form.text for form in unit.get_target_terms("mk")] == ["принудна работа"]


def test_without_a_public_term_there_is_no_glossary(client, term):
    GlossaryTerm.objects.update(is_public=False)
    for path in ("glossary/", "glossary/glossary.csv"):
        assert client.get(f"/en/{path}").status_code == 404
    assert "glossary" not in {route.name for route in non_page_routes()}


def test_a_designation_that_needs_its_footnote_cannot_be_public():
    with pytest.raises(ValidationError, match="footnote"):
        GlossaryTerm(text="Kosovo", is_public=True, needs_footnote=True).full_clean()


def test_a_text_links_to_a_term_in_every_language_until_it_is_no_longer_public(client, home, term):
    link = f'<p>Against <a linktype="term" id="{term.pk}">forced labour</a>.</p>'
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", ("text", link))
    specimen.publish(page)
    specimen.translate(page, "mk")
    for code in ("en", "mk", "sl"):
        found = read(client, f"/{code}/about/").select_one("main a.term")
        assert found["href"] == f"/{code}/glossary/#term-{term.pk}"
        assert read(client, f"/{code}/glossary/").find(id=f"term-{term.pk}")
    ReferenceIndex.create_or_update_for_object(page)
    assert ReferenceIndex.get_references_to(term).count() == 1
    GlossaryTerm.objects.update(is_public=False)
    assert not read(client, "/en/about/").select("main a.term")


def test_the_editor_keeps_a_link_and_offers_public_terms_only(editor_client, term):
    converter = ContentstateConverter(features=[TERM_FEATURE])
    stored = f'<p data-block-key="a">A <a linktype="term" id="{term.pk}">text</a></p>'
    state = converter.from_database_format(stored)
    (entity,) = json.loads(state)["entityMap"].values()
    assert entity["data"] == {"id": str(term.pk), "term": "forced labour"}
    assert converter.to_database_format(state) == stored
    url = reverse("wagtailsnippetchoosers_translation_glossaryterm:choose")
    shown = editor_client.get(url).json()["html"]
    assert "forced labour" in shown
    assert "secret word" not in shown
