"""The search in confirmed translations, beside the segments of the editor."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.writing.vocabularies import get_vocabulary
from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.models import GlossaryTerm, GlossaryTermForm
from translation.segments import concordance
from translation.segments.concordance import ConcordanceSearch, WordMatcher
from translation.segments.text import load_segments

pytestmark = pytest.mark.django_db

SUMMARY = "Nine ministers adopted a joint declaration."


def summary_of(assignment):
    return next(item for item in load_segments(assignment.translation) if item.path == "summary")


def search(client, assignment, query: str, **values):
    url = reverse("translation:concordance", args=[assignment.pk])
    return client.get(f"{url}?{urlencode({'q': query, **values})}")


def sources(query: str, assignment) -> list[str]:
    return [hit.source for hit in ConcordanceSearch(query, assignment).hits]


@pytest.fixture
def translate(home, translator, send_to_translation):
    """Send a new page and confirm the translation of its summary: ``translate("sl", "…", "…")``."""
    people, pages = {}, []

    def make(code: str, summary: str, target: str, confirmed: bool = True, page=None):
        if code not in people:
            people[code] = translator(code)
        pages.append(code)
        number = len(pages)
        page = page or specimen.content(
            home, title=f"Page {number}", slug=f"page-{number}", summary=summary
        )
        assignment = send_to_translation(code, page)
        segment = summary_of(assignment)
        WriteSegment(people[code], assignment, segment, target, confirmed=confirmed).execute()
        assignment.person = people[code]
        return assignment

    return make


def test_a_text_is_found_by_words_of_source_or_target_in_another_form(translate):
    assignment = translate("sl", SUMMARY, "Devet ministrov je sprejelo skupno izjavo.")
    for query in ("declarations", "DECLARATION minister", "izjava", "skupno izjavo"):
        assert sources(query, assignment) == [SUMMARY], query


def test_a_text_is_not_found_if_neither_side_has_all_words(translate):
    assignment = translate("sl", SUMMARY, "Devet ministrov je sprejelo skupno izjavo.")
    for query in ("declaration izjavo", "conference", "", "  ", "„“", "\x00"):
        assert sources(query, assignment) == [], query


def test_function_words_need_not_be_found(translate):
    assignment = translate("sl", "Victims of trafficking", "Žrtve trgovine z ljudmi")
    assert sources("the victims and trafficking", assignment) == ["Victims of trafficking"]
    assert sources("of", assignment) == ["Victims of trafficking"]


@pytest.mark.parametrize(
    ("code", "target", "query"),
    [
        ("sr-cyrl", "Трговина људима", "trgovinom ljudima"),
        ("hr", "Trgovina ljudima", "трговином људима"),
        ("mk", "Заедничка декларација", "deklaracijata"),
    ],
)
def test_a_query_in_the_other_script_finds_the_text(translate, code, target, query):
    assert sources(query, translate(code, SUMMARY, target)) == [SUMMARY]


def test_only_confirmed_texts_of_the_same_language_are_found(translate):
    assignment = translate("sl", "A joint declaration", "Skupna izjava")
    translate("sl", "An unconfirmed declaration", "Nepotrjena izjava", confirmed=False)
    translate("mk", "A Macedonian declaration", "Македонска декларација")
    assert sources("declaration", assignment) == ["A joint declaration"]


def test_texts_with_the_words_side_by_side_come_first_then_the_latest(translate):
    translate("sl", "Human beings and trafficking", "Ljudje in trgovina")
    translate("sl", "On trafficking in human beings", "O trgovini z ljudmi")
    assignment = translate("sl", "Trafficking harms human beings", "Trgovina škodi ljudem")
    assert sources("trafficking in human beings", assignment) == [
        "On trafficking in human beings",
        "Trafficking harms human beings",
        "Human beings and trafficking",
    ]


def test_equal_translations_are_one_result_with_their_number(translate, client_for):
    for _ in range(3):
        assignment = translate("sl", SUMMARY, "Skupna izjava")
    [hit] = ConcordanceSearch("izjava", assignment).hits
    assert hit.places == 3
    response = search(client_for(assignment.person), assignment, "izjava").json()
    assert "and at 2 more places" in response["html"]
    assert response["message"] == "1 translation found."


def test_found_words_are_marked_and_everything_else_is_escaped(translate, client_for):
    assignment = translate("sl", "Rights & duties <of> victims", "Pravice &amp; dolžnosti žrtev")
    html = search(client_for(assignment.person), assignment, "victim").json()["html"]
    assert "Rights &amp; duties &lt;of&gt; <mark>victims</mark>" in html
    html = search(client_for(assignment.person), assignment, "dolžnost").json()["html"]
    assert "Pravice &amp; <mark>dolžnosti</mark> žrtev" in html


def test_a_result_names_its_page_and_author_and_links_to_its_place(translate, client_for):
    there = translate("sl", SUMMARY, "Skupna izjava")
    here = translate("sl", "Other words", "Druge besede")
    html = search(client_for(here.person), here, "izjava").json()["html"]
    place = reverse("translation:edit", args=[there.pk])
    assert f'href="{place}#segment-{summary_of(there).pk}"' in html
    assert '<span lang="en">Page 1</span>' in html
    assert "translator-sl" in html
    assert "earlier version" not in html


def test_a_result_from_an_earlier_version_of_its_page_says_so(translate, client_for):
    assignment = translate("sl", SUMMARY, "Skupna izjava")
    page = assignment.translation.source.get_source_instance()
    page.summary = "Nothing was adopted."
    specimen.publish(page)
    html = search(client_for(assignment.person), assignment, "izjava").json()["html"]
    assert "earlier version of the page" in html
    assert f'href="{reverse("translation:edit", args=[assignment.pk])}"' in html


def test_terms_in_the_query_or_with_its_words_stand_above_the_results(
    translate, client_for, locale
):
    assignment = translate("sl", SUMMARY, "Skupna izjava")
    for text, form in (("declaration", "deklaracija"), ("joint team", "skupna ekipa")):
        term = GlossaryTerm.objects.create(text=text)
        GlossaryTermForm.objects.create(term=term, locale=locale("sl"), text=form)
    GlossaryTerm.objects.create(text="help line")
    for query, expected in (
        ("joint declaration of ministers", {"declaration"}),
        ("joint", {"joint team"}),
        ("deklaracije", {"declaration"}),
    ):
        assert {term.text for term in ConcordanceSearch(query, assignment).terms()} == expected
    html = search(client_for(assignment.person), assignment, "joint").json()["html"]
    assert html.index("skupna ekipa") < html.index("Skupna izjava")


def test_more_results_are_shown_on_request(translate, client_for, monkeypatch):
    monkeypatch.setattr("translation.editor.views.concordance.RESULTS", 2)
    for number in range(3):
        assignment = translate("sl", f"Declaration {number}", f"Izjava {number}")
    client = client_for(assignment.person)
    first = search(client, assignment, "declaration").json()
    assert first["message"] == "3 translations found."
    assert first["html"].count("<li") == 2
    assert 'data-translation-concordance-more="4"' in first["html"]
    more = search(client, assignment, "declaration", most=4).json()
    assert more["html"].count("<li") == 3
    assert "data-translation-concordance-more" not in more["html"]
    assert search(client, assignment, "declaration", most="x").status_code == 200


@pytest.mark.parametrize(("limit", "value"), [("MAX_CANDIDATES", 1), ("MAX_SECONDS", -1)])
def test_a_search_that_ends_at_a_limit_says_so(translate, client_for, monkeypatch, limit, value):
    for number in range(2):
        assignment = translate("sl", f"Declaration {number}", f"Izjava {number}")
    client = client_for(assignment.person)
    assert "Only the latest" not in search(client, assignment, "declaration").json()["message"]
    monkeypatch.setattr(concordance, limit, value)
    assert "Only the latest" in search(client, assignment, "declaration").json()["message"]


def test_the_team_of_another_language_is_refused(translate, translator, client_for):
    assignment = translate("sl", SUMMARY, "Skupna izjava")
    response = search(client_for(translator("mk")), assignment, "izjava")
    assert response.status_code == 403
    assert response.json()["message"]


def test_those_who_only_read_cannot_insert(translate, client_for, editor_client):
    assignment = translate("sl", SUMMARY, "Skupna izjava")
    insert = "data-translation-concordance-insert"
    assert insert in search(client_for(assignment.person), assignment, "izjava").json()["html"]
    html = search(editor_client, assignment, "izjava").json()["html"]
    assert "data-translation-concordance-copy" in html
    assert insert not in html


def test_the_number_of_queries_does_not_depend_on_the_number_of_results(translate, client_for):
    counts = []
    for number in range(3):
        assignment = translate("sl", f"Declaration {number}", f"Izjava {number}")
        client = client_for(assignment.person)
        with CaptureQueriesContext(connection) as queries:
            search(client, assignment, "declaration")
        counts.append(len(queries))
    assert len(set(counts)) == 1


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("cooperation", "on co-operation here", "on [co-operation] here"),
        ("state border", "states at the border", "[states] at the [border]"),
        ("co-operation", "a co-operation", "a [co]-[operation]"),
    ],
)
def test_the_words_of_a_text_that_match_are_marked(query, text, marked):
    match = WordMatcher(query, get_vocabulary("english")).match(text)
    runs = concordance.text_runs(text, match)
    assert "".join(f"[{run.text}]" if run.is_match else run.text for run in runs) == marked


def test_the_editor_has_the_search_in_a_side_panel(translate, client_for):
    assignment = translate("sl", SUMMARY, "Skupna izjava")
    html = client_for(assignment.person).get(reverse("translation:edit", args=[assignment.pk]))
    assert 'data-side-panel="translation-concordance"' in html.content.decode()
    assert "translation/css/concordance.css" in html.content.decode()
