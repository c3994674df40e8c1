"""Changes of the source, the history of a translation, and undoing changes."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.blocks import FieldBlock

from home.models import ContentPage
from tests import specimens as specimen
from tests import translators
from translation.actions.review import ApproveTranslation, ReturnTranslation, SubmitForReview
from translation.actions.write import WriteSegment
from translation.choices import TranslationOrigin, TranslationState
from translation.desk.history import LogEvent, SegmentChangeEvent, TranslationHistory
from translation.models import SegmentChange
from translation.segments.field_descriptions import (
    FieldDescription,
    describe_field,
    field_or_block_at,
)
from translation.segments.text import load_segments

from .conftest import read_again, target_texts, translate_segments

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made_page(home_of_module):
    return specimen.content(home_of_module, title="About us", summary="Who we are.")


@pytest.fixture
def page(db, made_page):
    return read_again(made_page)


@pytest.fixture(scope="module")
def made_publication(sender, made_page):
    assignment = translators.send_to_translation(sender, made_page, "sl")
    person, second = (translators.team_member("sl", role) for role in ("translators", "reviewers"))
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    ReturnTranslation(second, assignment, comment="The title, please.").execute()
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    ApproveTranslation(second, assignment, assignment.revision_id).execute()
    return assignment


@pytest.fixture
def published(db, made_publication):
    """A page that was translated, returned, submitted again, approved and published."""
    return read_again(made_publication)


@pytest.fixture
def open_page(client_for):
    """Load a page of one assignment: ``open_page(account, "history", assignment)``."""

    def show(person, name: str, assignment, **query):
        response = client_for(person).get(
            reverse(f"translation:{name}", args=[assignment.pk]), query
        )
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser").select_one("main")

    return show


def text_of(element) -> str:
    return " ".join(element.get_text(" ").split())


def test_the_history_lists_all_events_the_latest_first(published):
    events = TranslationHistory(published)[0:50]
    messages = [event.message for event in events if isinstance(event, LogEvent)]
    assert messages[-1] == "Sent to translation"
    order = [
        next(position for position, message in enumerate(messages) if message.startswith(words))
        for words in (
            "Published",
            "Translation approved",
            "Translation submitted",
            "Translation returned: The title, please.",
            "Sent to translation",
        )
    ]
    assert order == sorted(order)
    changes = [event for event in events if isinstance(event, SegmentChangeEvent)]
    assert {change.label for change in changes} >= {"Title", "Summary"}
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)


def test_the_history_shows_the_published_source_version(published):
    log_events = [
        event for event in TranslationHistory(published)[0:50] if isinstance(event, LogEvent)
    ]
    by_message = {event.message.split(":")[0]: event for event in log_events}
    assert by_message["Translation approved"].version == published.covered_version
    assert by_message["Sent to translation"].version is None


def test_earlier_publications_keep_their_source_version(published, page, translator):
    first = published.covered_version
    page.summary = "What we do."
    specimen.publish(page)
    published.refresh_from_db()
    person = translator("sl", "second")
    translate_segments(person, published)
    SubmitForReview(person, published, despite_warnings=True).execute()
    submitted = [
        event.version
        for event in TranslationHistory(published)[0:50]
        if isinstance(event, LogEvent) and event.message.startswith("Translation submitted")
    ]
    assert submitted == [published.covered_version, first, first]


def test_the_history_of_one_segment_shows_only_its_changes(published):
    segment = load_segments(published.translation)[0]
    changes = TranslationHistory(
        published, published.translation.source.stringsegment_set.get(pk=segment.pk)
    )
    assert {change.label for change in changes[0:50]} == {segment.description.label}
    assert len(changes) == 1


def test_the_page_shows_users_actions_and_differences(open_page, published, reviewer):
    person = reviewer("sl", "third")
    published.change_state(TranslationState.RETURNED)
    segment = load_segments(published.translation)[0]
    WriteSegment(person, published, segment, "Prevod About them").execute()
    entry = open_page(person, "history", published).select_one(".translation-history li")
    assert text_of(entry.select_one("del")) == "removed: us"
    assert text_of(entry.select_one("ins")) == "added: them"
    assert "third-sl" in text_of(entry)
    assert entry.select_one("p[lang=sl]")


def test_a_change_can_be_undone_from_the_history(client_for, published, translator):
    published.change_state(TranslationState.RETURNED)
    person = translator("sl", "second")
    segment = load_segments(published.translation)[0]
    WriteSegment(person, published, segment, "Napaka").execute()
    change = SegmentChange.objects.first()
    url = f"{reverse('translation:history', args=[published.pk])}?segment={segment.pk}"
    response = client_for(person).post(url, {"change": change.pk})
    assert response["Location"] == url
    assert "Prevod About us" in target_texts(published)
    assert SegmentChange.objects.first().origin == TranslationOrigin.RESTORED


def undo(client_for, person, assignment, change) -> str:
    client = client_for(person)
    url = reverse("translation:history", args=[assignment.pk])
    return client.post(url, {"change": change}, follow=True).content.decode()


def test_nothing_is_undone_during_a_review(client_for, published, translator, open_page):
    published.change_state(TranslationState.IN_REVIEW)
    person = translator("sl", "second")
    assert not open_page(person, "history", published).select("button[type=submit]")
    change = SegmentChange.objects.filter(translation=published.translation).first()
    assert "being reviewed" in undo(client_for, person, published, change.pk)
    assert "Prevod About us" in target_texts(published)


def test_a_text_removed_from_the_source_cannot_be_restored(client_for, published, page, translator):
    change = SegmentChange.objects.get(after="Prevod Who we are.")
    page.summary = "What we do."
    specimen.publish(page)
    html = undo(client_for, translator("sl", "second"), published, change.pk)
    assert "The source of this text has changed since; nothing to undo." in html


@pytest.mark.parametrize("change", ["", "abc", "999999"])
def test_undoing_nothing_is_not_found(client_for, published, translator, change):
    url = reverse("translation:history", args=[published.pk])
    response = client_for(translator("sl", "second")).post(url, {"change": change})
    assert response.status_code == 404


def test_a_change_of_another_translation_is_not_found(
    client_for, published, send_to_translation, translator, page
):
    other = send_to_translation("mk", page)
    translate_segments(translator("mk"), other)
    change = SegmentChange.objects.filter(translation=other.translation).first()
    url = reverse("translation:history", args=[published.pk])
    response = client_for(translator("sl", "second")).post(url, {"change": change.pk})
    assert response.status_code == 404
    assert "Prevod About us" in target_texts(other)


@pytest.mark.parametrize("name", ["history", "source_changes"])
def test_another_language_is_refused(name, client_for, published, translator):
    url = reverse(f"translation:{name}", args=[published.pk])
    assert client_for(translator("mk")).get(url).status_code == 302


@pytest.mark.parametrize("query", [{"segment": "abc"}, {"segment": "999999"}, {"p": "abc"}])
def test_invalid_query_parameters_show_the_whole_history(open_page, published, coordinator, query):
    assert len(open_page(coordinator, "history", published, **query).select("li time")) > 3


def test_the_number_of_queries_does_not_depend_on_the_length_of_the_history(
    client_for, published, coordinator, translator
):
    client = client_for(coordinator)
    url = reverse("translation:history", args=[published.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as for_short:
        client.get(url)
    segment = load_segments(published.translation)[0]
    SegmentChange.objects.bulk_create(
        SegmentChange(
            translation=published.translation,
            string_id=segment.string_id,
            context_id=segment.context_id,
            after=f"Poskus {number}",
        )
        for number in range(60)
    )
    with CaptureQueriesContext(connection) as for_long:
        soup = BeautifulSoup(client.get(url).content, "html.parser")
    assert len(soup.select(".translation-history > li")) == 50
    assert soup.select_one("nav a[href*='p=2']")
    assert len(for_long) <= len(for_short)


def test_the_changes_of_the_source_are_shown_word_by_word(open_page, published, page, translator):
    person = translator("sl", "second")
    assert "No words of the source have changed" in text_of(
        open_page(person, "source_changes", published)
    )
    page.summary = "Who we all are."
    specimen.publish(page)
    shown = open_page(person, "source_changes", published)
    change = shown.select_one(".translation-source-changes > div")
    assert text_of(change.select_one("dt")) == "Summary"
    assert text_of(change.select_one("dd ins")) == "added: all"
    assert change.select_one("dd")["lang"] == "en"
    assert shown.select_one(f"a[href='{reverse('translation:edit', args=[published.pk])}']")


def test_texts_are_shown_without_tags(open_page, send_to_translation, home, translator):
    page = specimen.content(home, slug="tags")
    page.body = specimen.stream(page, "body", ("text", "<p>Some <b>strong</b> words</p>"))
    specimen.publish(page)
    assignment = send_to_translation("sl", page)
    page.body = specimen.stream(page, "body", ("text", "<p>A &lt;script&gt; of words</p>"))
    specimen.publish(page)
    shown = open_page(translator("sl"), "source_changes", assignment)
    assert "<script>" in text_of(shown)
    assert "<b>" not in text_of(shown)
    assert not shown.select("dd script")


def test_a_path_that_no_longer_exists_is_described_by_itself():
    block = next(
        name
        for name, block in ContentPage.body.field.stream_block.child_blocks.items()
        if isinstance(block, FieldBlock)
    )
    for path in (f"body.{block}.caption", "body.gone", "gone"):
        assert describe_field(ContentPage, path) == FieldDescription(path)
        assert field_or_block_at(ContentPage, path) is None
