"""Compare: texts with their formatting, and the files and links that were chosen for a language."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import specimens as specimen
from translation.actions.override import RemoveSegmentOverride, SetSegmentOverride
from translation.actions.review import ReturnTranslation, SubmitForReview
from translation.choices import TranslationState
from translation.models import SegmentChange
from translation.segments.comparison import ComparedText, TranslationComparison
from translation.segments.text import load_segments

from .reviewed_meeting import (  # noqa: F401 - fixtures
    approve,
    choose_document,
    create_translator,
    document_segment,
    read_meeting_of_module,
    send_meeting_of_module,
    submit_meeting,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(submitted, reviewer):
    approve(reviewer("sl"), submitted)
    return submitted


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "<b>Ena</b> dva",
            "Ena <b>dva</b>",
            "The formatting or a link is at other words now.",
        ),
        ("<b>Ena</b> <i>dva</i>", "<b>Ena</b> dva", "No longer: italic"),
        ("<b>Ena</b> dva", "<b>Ena</b> <i>dva</i>", "Now with: italic"),
        ("<b>Ena</b> dva", "<i>Ena</i> dva", "Instead of bold: italic"),
        ("<b>Ena</b> dva", "<b>Pet</b> dva", ""),
    ],
)
def test_a_change_of_the_formatting_is_described(assignment, before, after, shown):
    segment = load_segments(assignment.translation)[0]
    text = ComparedText(segment, before, after, is_formatted=True)
    assert text.is_changed
    assert text.formatting == shown


def test_a_chosen_document_is_shown_beside_that_of_the_source(
    published, person, client_for, reviewer
):
    chosen = choose_document(person, published)
    SubmitForReview(person, published, despite_warnings=True).execute()
    [override] = TranslationComparison(published).overrides
    assert (override.before, override.after, override.is_changed) == (None, chosen, True)
    url = reverse("translation:compare", args=[published.pk])
    html = client_for(reviewer("sl", "second")).get(url).content
    row = BeautifulSoup(html, "html.parser").select(".translation-comparison__table tbody tr")[-1]
    cells = [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
    assert cells == ["Agenda", "The same as in the source.", "Agenda"]
    assert "translation-comparison__changed-row" in row["class"]


def test_a_reviewer_decides_in_the_comparison(submitted, client_for, reviewer, person):
    url = reverse("translation:compare", args=[submitted.pk])
    shown = client_for(reviewer("sl")).get(url).content.decode()
    approval = reverse("translation:approve", args=[submitted.pk])
    assert f"{approval}?revision={submitted.revision_id}" in shown
    assert approval not in client_for(person).get(url).content.decode()


def test_the_last_round_is_compared_with_the_one_before(submitted, person, reviewer, client_for):
    second = reviewer("sl")
    ReturnTranslation(second, submitted, comment="The summary.").execute()
    write(person, submitted, "Kaj delamo.")
    SubmitForReview(person, submitted, despite_warnings=True).execute()
    client = client_for(second)
    shown = client.get(reverse("translation:compare", args=[submitted.pk]))
    link = BeautifulSoup(shown.content, "html.parser").select_one("a[href^='?since=']")
    html = client.get(shown.request["PATH_INFO"] + link["href"]).content.decode()
    assert "1 item differs from the version of" in html


def test_a_returned_translation_is_compared_as_it_is_written_now(submitted, person, reviewer):
    ReturnTranslation(reviewer("sl"), submitted, comment="The summary.").execute()
    write(person, submitted, "Kaj delamo.")
    earlier = submitted.translation.target_versions.get()
    changed = [text for text in TranslationComparison(submitted, earlier).texts if text.is_changed]
    assert [text.after_text for text in changed] == ["Kaj delamo."]


@pytest.mark.parametrize("since", ["0", "x", "-1", "9" * 30])
def test_an_unknown_version_is_ignored(submitted, client_for, person, since):
    url = reverse("translation:compare", args=[submitted.pk])
    assert client_for(person).get(url, {"since": since}).status_code == 200


def test_the_choice_of_a_document_is_undone_in_the_history(published, person, client_for):
    choose_document(person, published)
    client, url = client_for(person), reverse("translation:history", args=[published.pk])
    page = BeautifulSoup(client.get(url).content, "html.parser")
    assert page.select_one("ins").get_text(" ", strip=True) == "added: Agenda"
    change = SegmentChange.objects.filter(string=None).latest("pk")
    client.post(url, {"change": change.pk})
    assert not TranslationComparison(published).overrides
    assert SegmentChange.objects.filter(string=None).latest("pk").changed_by == person
    assert published.state == TranslationState.PUBLISHED
    assert document_segment(published)


def test_a_document_that_was_deleted_is_not_chosen_again(published, person, client_for):
    choose_document(person, published).delete()
    RemoveSegmentOverride(person, published, document_segment(published)).execute()
    removal = SegmentChange.objects.filter(string=None).latest("pk")
    url = reverse("translation:history", args=[published.pk])
    html = client_for(person).post(url, {"change": removal.pk}, follow=True).content.decode()
    assert "This file no longer exists." in html
    assert not TranslationComparison(published).overrides


def test_the_number_of_queries_does_not_depend_on_the_number_of_chosen_files(
    home, send_to_translation, person
):
    files = [("file", specimen.file_block(specimen.document())) for _ in range(4)]
    meeting = specimen.meeting(home, slug="with-files", summary="Files.")
    meeting.documents = specimen.stream(meeting, "documents", *files)
    specimen.publish(meeting)
    send_to_translation("sl", meeting.get_parent().specific)
    assignment, counts = send_to_translation("sl", meeting), []
    for segment in assignment.translation.source.overridablesegment_set.all():
        SetSegmentOverride(person, assignment, segment, specimen.document().pk).execute()
        with CaptureQueriesContext(connection) as queries:
            assert TranslationComparison(assignment).overrides
        counts.append(len(queries))
    assert len(counts) == 4
    assert len(set(counts)) == 1
