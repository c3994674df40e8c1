"""The page of the translation editor: contents, permissions, and the number of queries."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import OverridableSegment, SegmentOverride

from core.models import SiteDocument
from tests import specimens as specimen
from translation.actions.review import SubmitForReview, TranslationProblemsError
from translation.choices import TranslationState
from translation.editor.rows import group_into_sections, load_segment_rows
from translation.models import GlossaryTerm, GlossaryTermForm, SegmentChange
from translation.segments.overrides import broken_overrides, load_overridable_values

from .conftest import read_again, translate_segments

pytestmark = pytest.mark.django_db


def editor_url(name: str, assignment, *more) -> str:
    return reverse(f"translation:{name}", args=[assignment.pk, *more])


@pytest.fixture(scope="module")
def made_rich_page(home_of_module):
    return specimen.every_kind(home_of_module).pages["ContentPage"]


@pytest.fixture
def rich_page(db, made_rich_page):
    """A page with texts, links, an image and a document."""
    return read_again(made_rich_page)


def test_each_column_has_its_lang_attribute(send_to_translation, translator, client_for):
    assignment = send_to_translation("sr-cyrl")
    html = client_for(translator("sr-cyrl")).get(editor_url("edit", assignment)).content.decode()
    assert 'class="translation-segment__source" id="source-' in html
    assert 'lang="en" data-translation-source' in html
    assert 'lang="sr-Cyrl"' in html


def test_a_field_is_described_by_its_help_text(send_to_translation, translator, client_for):
    assignment = send_to_translation("sl")
    html = client_for(translator("sl")).get(editor_url("edit", assignment)).content
    helped = BeautifulSoup(html, "html.parser").select(".translation-segment:has([id^=help-text])")
    assert helped
    for segment in helped:
        field = segment.select_one("[data-translation-target]")
        assert segment.select_one("[id^=help-text]")["id"] in field["aria-describedby"].split()


def test_a_translator_of_one_language_cannot_open_another(
    send_to_translation, translator, client_for
):
    assignment = send_to_translation("sl")
    client = client_for(translator("mk"))
    for name in ("edit", "preview", "compare"):
        assert client.get(editor_url(name, assignment)).status_code == 302
    for name in ("presence", "machine_translate", "submit", "withdraw", "approve", "return"):
        client.post(editor_url(name, assignment))
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.IN_PROGRESS


def test_a_secretariat_editor_reads_every_language_and_edits_none(
    send_to_translation, editor_client
):
    html = editor_client.get(editor_url("edit", send_to_translation("sl"))).content.decode()
    assert "data-translation-editable" not in html
    assert "<textarea" not in html
    assert "You are not in the team of this language." in html


def test_texts_are_in_sections_with_the_headings_of_the_page_form(send_to_translation, rich_page):
    sections = group_into_sections(load_segment_rows(send_to_translation("sl", rich_page)))
    names = [section.heading for section in sections]
    assert names[0] == "Title and description"
    assert any("Questions" in name for name in names)
    assert len({section.key for section in sections}) == len(sections)
    text = next(section for section in sections if len(section.rows) == 4)
    assert [(row.part, row.parts) for row in text.rows] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_link_shows_its_target(send_to_translation, rich_page):
    rows = load_segment_rows(send_to_translation("sl", rich_page))
    targets = [chip["target"] for row in rows for chip in row.inline_tags if chip["name"] == "a"]
    assert targets == ["Meetings", "Agenda"]


def test_glossary_terms_of_the_source_are_shown(send_to_translation, home, locale):
    term = GlossaryTerm.objects.create(text="task force")
    GlossaryTermForm.objects.create(term=term, locale=locale("sl"), text="projektna skupina")
    page = specimen.content(home, summary="The task force meets.")
    row = next(
        row
        for row in load_segment_rows(send_to_translation("sl", page))
        if row.segment.path == "summary"
    )
    assert row.as_json["terms"] == [[4, 14, "projektna skupina"]]


def test_the_number_of_queries_does_not_depend_on_the_number_of_texts(
    send_to_translation, translator, client_for, home
):
    words = "<p>One <b>word</b>.</p>"
    short = specimen.content(home, slug="short")
    short.body = specimen.stream(short, "body", ("text", words), ("heading", "A"))
    long = specimen.content(home, slug="long")
    texts = [("text", words.replace("One", f"Number {number}")) for number in range(30)]
    long.body = specimen.stream(long, "body", *texts, ("heading", "A"))
    client, counts = client_for(translator("sl")), []
    assignments = [send_to_translation("sl", specimen.publish(page)) for page in (short, long)]
    client.get(editor_url("edit", assignments[0]))
    for assignment in assignments:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(editor_url("edit", assignment)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_object_that_has_no_page_has_no_preview(client_for, coordinator, send_to_translation):
    assignment = send_to_translation("sl", specimen.theme("protection"))
    assert client_for(coordinator).get(editor_url("preview", assignment)).status_code == 404


def test_the_preview_shows_unconfirmed_translations_to_the_team_only(
    send_to_translation, translator, client_for, home
):
    page = specimen.content(home, summary="Who we are.")
    assignment, person = send_to_translation("sl", page), translator("sl")
    translate_segments(person, assignment)
    answer = client_for(person).get(editor_url("preview", assignment))
    assert "Prevod Who we are." in answer.content.decode()
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert not assignment.translation.get_target_instance().live


def test_users_on_the_same_page_see_each_other(send_to_translation, translator, client_for):
    assignment = send_to_translation("sl")
    url = editor_url("presence", assignment)
    first, second = (client_for(translator("sl", name)) for name in ("ana", "bor"))
    answer = first.post(url).json()
    assert answer["message"] == ""
    assert "ana-sl" in second.post(url).json()["message"]
    assert "bor-sl" in first.post(url, {"session": answer["session"]}).json()["message"]
    first.post(url, {"session": answer["session"], "leaving": "1"})
    assert second.post(url, {"session": "not a number"}).status_code == 200


def test_the_editor_links_to_export_and_import(send_to_translation, translator, client_for, editor):
    assignment = send_to_translation("sl")
    bring = f"{reverse('translation:exchange_import')}?assignment={assignment.pk}"
    client = client_for(translator("sl"))
    html = client.get(editor_url("edit", assignment)).content.decode()
    for kind in ("xliff", "po"):
        export = f"{editor_url('exchange_export', assignment)}?format={kind}"
        assert f'href="{export}"' in html
        assert client.get(export).headers["Content-Disposition"].startswith("attachment")
    assert f'href="{bring}"' in html
    assert client.get(bring).status_code == 200
    # Users with read access may export, but not import.
    html = client_for(editor).get(editor_url("edit", assignment)).content.decode()
    assert f'href="{export}"' in html
    assert bring not in html


def test_without_javascript_the_page_shows_instructions(
    send_to_translation, translator, client_for
):
    html = (
        client_for(translator("sl"))
        .get(editor_url("edit", send_to_translation("sl")))
        .content.decode()
    )
    noscript = html.partition('class="nice-padding"')[2].partition("<noscript>")[2]
    assert "needs JavaScript" in noscript.partition("</noscript>")[0]


def test_the_help_of_a_segment_links_to_its_history(send_to_translation, translator, client_for):
    assignment, person = send_to_translation("sl"), translator("sl")
    client = client_for(person)
    translate_segments(person, assignment)
    title = load_segment_rows(assignment)[0].segment
    html = client.get(editor_url("segment_help", assignment, title.pk)).json()["html"]
    history = f"{editor_url('history', assignment)}?segment={title.pk}"
    assert f'href="{history}"' in html
    events = client.get(history).context["events"]
    assert [event.change.after for event in events] == ["Prevod About us"]


# Overrides of files and links


def override_segment(assignment, kind: str):
    return next(
        item for item in load_overridable_values(assignment.translation) if item.kind.name == kind
    )


def test_a_document_is_overridden_for_one_language_and_reset(
    send_to_translation, translator, client_for, rich_page
):
    assignment, client = send_to_translation("sl", rich_page), client_for(translator("sl"))
    own = specimen.document()
    choice = override_segment(assignment, "DOCUMENT")
    url = editor_url("segment_override", assignment, choice.segment.pk)
    client.post(url, {"value": own.pk})
    assert override_segment(assignment, "DOCUMENT").chosen == own
    assert own.url in client.get(editor_url("preview", assignment)).content.decode()
    client.post(url, {"reset": "1"})
    assert not override_segment(assignment, "DOCUMENT").override
    assert (
        SegmentChange.objects.filter(translation=assignment.translation, string=None).count() == 2
    )


def test_a_url_override_cannot_be_a_javascript_url(
    send_to_translation, translator, client_for, home
):
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", ("text", '<p><a href="https://a.example/">A</a></p>'))
    assignment = send_to_translation("sl", specimen.publish(page))
    segment = override_segment(assignment, "URL").segment
    client = client_for(translator("sl"))
    url = editor_url("segment_override", assignment, segment.pk)
    client.post(url, {"value": "javascript:alert(1)"})
    assert not SegmentOverride.objects.exists()
    client.post(url, {"value": "https://a.example/sl/"})
    assert override_segment(assignment, "URL").chosen == "https://a.example/sl/"


def test_translators_of_another_language_cannot_override(
    send_to_translation, translator, client_for, rich_page
):
    assignment = send_to_translation("sl", rich_page)
    segment = OverridableSegment.objects.filter(source=assignment.translation.source).first()
    client_for(translator("mk")).post(
        editor_url("segment_override", assignment, segment.pk), {"value": "1"}
    )
    assert not SegmentOverride.objects.exists()


def test_a_deleted_override_file_shows_a_message(
    send_to_translation, translator, client_for, rich_page
):
    assignment, person = send_to_translation("sl", rich_page), translator("sl")
    client, own = client_for(person), specimen.document()
    segment = override_segment(assignment, "DOCUMENT").segment
    client.post(editor_url("segment_override", assignment, segment.pk), {"value": own.pk})
    SiteDocument.objects.filter(pk=own.pk).delete()
    assert broken_overrides(assignment.translation)
    for name in ("edit", "preview"):
        assert client.get(editor_url(name, assignment)).status_code == 200
    translate_segments(person, assignment)
    answer = client.post(editor_url("submit", assignment), {"despite_warnings": "1"})
    assert "was deleted" in answer.content.decode()
    assert f"#choice-{segment.pk}" in answer.content.decode()
    with pytest.raises(TranslationProblemsError, match="was deleted"):
        SubmitForReview(person, assignment, despite_warnings=True).execute()
    assignment.refresh_from_db()
    assert assignment.state == TranslationState.IN_PROGRESS
