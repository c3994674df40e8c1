"""The translation editor as a page: what it shows, to whom, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import OverridableSegment, SegmentOverride

from core.models import SiteDocument
from tests import specimens as specimen
from translation.actions.review import HasProblemsError, SubmitForReview
from translation.choices import State
from translation.editing import in_sections, load_rows
from translation.models import SegmentChange, Term, TermForm
from translation.words.overrides import broken_choices, load_choices

from .conftest import write

pytestmark = pytest.mark.django_db


def address(name: str, assignment, *more) -> str:
    return reverse(f"translation:{name}", args=[assignment.pk, *more])


@pytest.fixture
def rich(home):
    """A page with texts, links, a picture, a document."""
    return specimen.every_kind(home).pages["ContentPage"]


def test_each_column_is_in_its_own_language(sent, translator, browser):
    assignment = sent("sr-cyrl")
    html = browser(translator("sr-cyrl")).get(address("edit", assignment)).content.decode()
    assert 'class="segment__source" id="source-' in html
    assert 'lang="en" data-source' in html
    assert 'lang="sr-Cyrl"' in html


def test_a_translator_of_one_language_cannot_open_another(sent, translator, browser):
    assignment = sent("sl")
    client = browser(translator("mk"))
    for name in ("edit", "preview", "compare"):
        assert client.get(address(name, assignment)).status_code == 302
    for name in ("presence", "machine", "submit", "withdraw", "approve", "return"):
        client.post(address(name, assignment))
    assignment.refresh_from_db()
    assert assignment.state == State.IN_PROGRESS


def test_the_secretariat_reads_every_language_and_writes_none(sent, editor_client):
    html = editor_client.get(address("edit", sent("sl"))).content.decode()
    assert "data-editable" not in html
    assert "<textarea" not in html
    assert "You are not in the team of this language." in html


def test_texts_stand_in_sections_named_as_in_the_page_form(sent, rich):
    sections = in_sections(load_rows(sent("sl", rich)))
    names = [section.heading for section in sections]
    assert names[0] == "Title and description"
    assert any("Questions" in name for name in names)
    assert len({section.key for section in sections}) == len(sections)
    text = next(section for section in sections if len(section.rows) == 4)
    assert [(row.part, row.parts) for row in text.rows] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_link_says_where_it_leads(sent, rich):
    rows = load_rows(sent("sl", rich))
    targets = [chip["target"] for row in rows for chip in row.chips if chip["name"] == "a"]
    assert targets == ["Meetings", "Agenda"]


def test_agreed_terms_are_found_in_the_source(sent, home, locale):
    term = Term.objects.create(text="task force")
    TermForm.objects.create(term=term, locale=locale("sl"), text="projektna skupina")
    page = specimen.content(home, summary="The task force meets.")
    row = next(row for row in load_rows(sent("sl", page)) if row.segment.path == "summary")
    assert row.as_json["terms"] == [[4, 14, "projektna skupina"]]


def test_the_page_takes_as_many_queries_for_many_texts_as_for_few(sent, translator, browser, home):
    words = "<p>One <b>word</b>.</p>"
    short = specimen.content(home, slug="short")
    short.body = specimen.stream(short, "body", ("text", words), ("heading", "A"))
    long = specimen.content(home, slug="long")
    texts = [("text", words.replace("One", f"Number {number}")) for number in range(30)]
    long.body = specimen.stream(long, "body", *texts, ("heading", "A"))
    client, counts = browser(translator("sl")), []
    works = [sent("sl", specimen.publish(page)) for page in (short, long)]
    client.get(address("edit", works[0]))
    for assignment in works:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address("edit", assignment)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_preview_shows_unconfirmed_words_to_the_team_only(sent, translator, browser, home):
    page = specimen.content(home, summary="Who we are.")
    assignment, person = sent("sl", page), translator("sl")
    write(person, assignment)
    answer = browser(person).get(address("preview", assignment))
    assert "Prevod Who we are." in answer.content.decode()
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert not assignment.translation.get_target_instance().live


def test_people_on_the_same_page_hear_of_each_other(sent, translator, browser):
    assignment = sent("sl")
    place = address("presence", assignment)
    first, second = (browser(translator("sl", name)) for name in ("ana", "bor"))
    answer = first.post(place).json()
    assert answer["message"] == ""
    assert "ana-sl" in second.post(place).json()["message"]
    assert "bor-sl" in first.post(place, {"session": answer["session"]}).json()["message"]
    first.post(place, {"session": answer["session"], "leaving": "1"})
    assert second.post(place, {"session": "not a number"}).status_code == 200


def test_files_for_other_tools_go_out_and_come_in_from_here(sent, translator, browser, editor):
    assignment = sent("sl")
    bring = f"{reverse('translation:exchange_import')}?assignment={assignment.pk}"
    client = browser(translator("sl"))
    html = client.get(address("edit", assignment)).content.decode()
    for kind in ("xliff", "po"):
        export = f"{address('exchange_export', assignment)}?format={kind}"
        assert f'href="{export}"' in html
        assert client.get(export).headers["Content-Disposition"].startswith("attachment")
    assert f'href="{bring}"' in html
    assert client.get(bring).status_code == 200
    # Who only reads may take the words out, but brings none in.
    html = browser(editor).get(address("edit", assignment)).content.decode()
    assert f'href="{export}"' in html
    assert bring not in html


def test_without_a_script_the_page_says_what_can_be_done(sent, translator, browser):
    html = browser(translator("sl")).get(address("edit", sent("sl"))).content.decode()
    noscript = html.partition('class="nice-padding"')[2].partition("<noscript>")[2]
    assert "needs JavaScript" in noscript.partition("</noscript>")[0]


def test_the_help_of_a_text_leads_to_the_history_of_that_text(sent, translator, browser):
    assignment, person = sent("sl"), translator("sl")
    client = browser(person)
    write(person, assignment)
    title = load_rows(assignment)[0].segment
    html = client.get(address("segment_help", assignment, title.pk)).json()["html"]
    history = f"{address('history', assignment)}?segment={title.pk}"
    assert f'href="{history}"' in html
    events = client.get(history).context["events"]
    assert [event.change.after for event in events] == ["Prevod About us"]


# Files and links


def choice_of(assignment, kind: str):
    return next(item for item in load_choices(assignment.translation) if item.kind.name == kind)


def test_a_language_chooses_a_document_and_goes_back_to_the_sources(
    sent, translator, browser, rich
):
    assignment, client = sent("sl", rich), browser(translator("sl"))
    own = specimen.document()
    choice = choice_of(assignment, "DOCUMENT")
    place = address("choice", assignment, choice.segment.pk)
    client.post(place, {"value": own.pk})
    assert choice_of(assignment, "DOCUMENT").chosen == own
    assert own.url in client.get(address("preview", assignment)).content.decode()
    client.post(place, {"reset": "1"})
    assert not choice_of(assignment, "DOCUMENT").override
    assert (
        SegmentChange.objects.filter(translation=assignment.translation, string=None).count() == 2
    )


def test_an_address_for_one_language_cannot_be_a_script(sent, translator, browser, home):
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", ("text", '<p><a href="https://a.example/">A</a></p>'))
    assignment = sent("sl", specimen.publish(page))
    segment = choice_of(assignment, "ADDRESS").segment
    client = browser(translator("sl"))
    place = address("choice", assignment, segment.pk)
    client.post(place, {"value": "javascript:alert(1)"})
    assert not SegmentOverride.objects.exists()
    client.post(place, {"value": "https://a.example/sl/"})
    assert choice_of(assignment, "ADDRESS").chosen == "https://a.example/sl/"


def test_another_language_chooses_nothing(sent, translator, browser, rich):
    assignment = sent("sl", rich)
    segment = OverridableSegment.objects.filter(source=assignment.translation.source).first()
    browser(translator("mk")).post(address("choice", assignment, segment.pk), {"value": "1"})
    assert not SegmentOverride.objects.exists()


def test_a_deleted_file_is_said_and_never_an_error_page(sent, translator, browser, rich):
    assignment, person = sent("sl", rich), translator("sl")
    client, own = browser(person), specimen.document()
    segment = choice_of(assignment, "DOCUMENT").segment
    client.post(address("choice", assignment, segment.pk), {"value": own.pk})
    SiteDocument.objects.filter(pk=own.pk).delete()
    assert broken_choices(assignment.translation)
    for name in ("edit", "preview"):
        assert client.get(address(name, assignment)).status_code == 200
    write(person, assignment)
    answer = client.post(address("submit", assignment), {"despite_warnings": "1"})
    assert "was deleted" in answer.content.decode()
    assert f"#choice-{segment.pk}" in answer.content.decode()
    with pytest.raises(HasProblemsError, match="was deleted"):
        SubmitForReview(person, assignment, despite_warnings=True).execute()
    assignment.refresh_from_db()
    assert assignment.state == State.IN_PROGRESS
