"""What changed in the source, what happened to a translation, and the way back."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import specimens as specimen
from translation.actions.review import Approve, Return, SubmitForReview
from translation.actions.write import WriteSegment
from translation.boards.history import Change, Deed, History
from translation.choices import Origin, State
from translation.models import SegmentChange
from translation.words.segments import load_segments

from .conftest import words_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return specimen.content(home, title="About us", summary="Who we are.")


@pytest.fixture
def published(sent, translator, reviewer, page):
    """A page that was translated, returned, submitted again, approved and published."""
    assignment, person, second = sent("sl", page), translator("sl"), reviewer("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    Return(second, assignment, comment="The title, please.").execute()
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    Approve(second, assignment).execute()
    return assignment


@pytest.fixture
def screen(browser):
    """A screen of one assignment: ``screen(person, "history", assignment)``."""

    def show(person, name: str, assignment, **query):
        response = browser(person).get(reverse(f"translation:{name}", args=[assignment.pk]), query)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser").select_one("main")

    return show


def said(element) -> str:
    return " ".join(element.get_text(" ").split())


def test_the_history_tells_everything_the_latest_first(published):
    events = History(published)[0:50]
    told = [event.message for event in events if isinstance(event, Deed)]
    assert told[-1] == "Sent to translation"
    order = [
        next(position for position, message in enumerate(told) if message.startswith(words))
        for words in (
            "Published",
            "Translation approved",
            "Translation submitted",
            "Translation returned: The title, please.",
            "Sent to translation",
        )
    ]
    assert order == sorted(order)
    changes = [event for event in events if isinstance(event, Change)]
    assert {change.label for change in changes} >= {"Title", "Summary"}
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)


def test_the_history_says_which_words_of_the_source_were_published(published):
    deeds = [event for event in History(published)[0:50] if isinstance(event, Deed)]
    by_message = {deed.message.split(":")[0]: deed for deed in deeds}
    assert by_message["Translation approved"].version == published.covered_version
    assert by_message["Sent to translation"].version is None


def test_what_was_published_before_keeps_the_version_that_it_reflects(published, page, translator):
    first = published.covered_version
    page.summary = "What we do."
    specimen.publish(page)
    published.refresh_from_db()
    person = translator("sl", "second")
    write(person, published)
    SubmitForReview(person, published, despite_warnings=True).execute()
    submitted = [
        event.version
        for event in History(published)[0:50]
        if isinstance(event, Deed) and event.message.startswith("Translation submitted")
    ]
    assert submitted == [published.covered_version, first, first]


def test_the_history_of_one_text_shows_its_changes_alone(published):
    segment = load_segments(published.translation)[0]
    changes = History(published, published.translation.source.stringsegment_set.get(pk=segment.pk))
    assert {change.label for change in changes[0:50]} == {segment.description.label}
    assert len(changes) == 1


def test_the_screen_shows_who_did_what_and_the_words_that_differ(screen, published, reviewer):
    person = reviewer("sl", "third")
    published.enter(State.RETURNED)
    segment = load_segments(published.translation)[0]
    WriteSegment(person, published, segment, "Prevod About them").execute()
    entry = screen(person, "history", published).select_one(".translation-history li")
    assert said(entry.select_one("del")) == "us"
    assert said(entry.select_one("ins")) == "them"
    assert "third-sl" in said(entry)
    assert entry.select_one("p[lang=sl]")


def test_a_change_can_be_undone_from_the_history(browser, published, translator):
    published.enter(State.RETURNED)
    person = translator("sl", "second")
    segment = load_segments(published.translation)[0]
    WriteSegment(person, published, segment, "Napaka").execute()
    change = SegmentChange.objects.first()
    address = f"{reverse('translation:history', args=[published.pk])}?segment={segment.pk}"
    response = browser(person).post(address, {"change": change.pk})
    assert response["Location"] == address
    assert "Prevod About us" in words_of(published)
    assert SegmentChange.objects.first().origin == Origin.RESTORED


def undo(browser, person, assignment, change) -> str:
    client = browser(person)
    address = reverse("translation:history", args=[assignment.pk])
    return client.post(address, {"change": change}, follow=True).content.decode()


def test_nothing_is_undone_while_somebody_reviews(browser, published, translator, screen):
    published.enter(State.IN_REVIEW)
    person = translator("sl", "second")
    assert not screen(person, "history", published).select("button[type=submit]")
    change = SegmentChange.objects.filter(translation=published.translation).first()
    assert "being reviewed" in undo(browser, person, published, change.pk)
    assert "Prevod About us" in words_of(published)


def test_what_the_source_no_longer_says_cannot_come_back(browser, published, page, translator):
    change = SegmentChange.objects.get(after="Prevod Who we are.")
    page.summary = "What we do."
    specimen.publish(page)
    page_said = undo(browser, translator("sl", "second"), published, change.pk)
    assert "The source of this text has changed since; nothing to undo." in page_said


@pytest.mark.parametrize("change", ["", "abc", "999999"])
def test_undoing_nothing_is_not_found(browser, published, translator, change):
    address = reverse("translation:history", args=[published.pk])
    response = browser(translator("sl", "second")).post(address, {"change": change})
    assert response.status_code == 404


def test_a_change_of_another_translation_is_not_found(browser, published, sent, translator, page):
    other = sent("mk", page)
    write(translator("mk"), other)
    change = SegmentChange.objects.filter(translation=other.translation).first()
    address = reverse("translation:history", args=[published.pk])
    response = browser(translator("sl", "second")).post(address, {"change": change.pk})
    assert response.status_code == 404
    assert "Prevod About us" in words_of(other)


@pytest.mark.parametrize("name", ["history", "changes"])
def test_another_language_is_refused(name, browser, published, translator):
    address = reverse(f"translation:{name}", args=[published.pk])
    assert browser(translator("mk")).get(address).status_code == 302


@pytest.mark.parametrize("query", [{"segment": "abc"}, {"segment": "999999"}, {"p": "abc"}])
def test_nonsense_in_the_address_shows_the_whole_history(screen, published, coordinator, query):
    assert len(screen(coordinator, "history", published, **query).select("li time")) > 3


def test_a_long_history_is_read_in_as_many_queries_as_a_short_one(
    browser, published, coordinator, translator
):
    client = browser(coordinator)
    address = reverse("translation:history", args=[published.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as for_short:
        client.get(address)
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
        soup = BeautifulSoup(client.get(address).content, "html.parser")
    assert len(soup.select(".translation-history > li")) == 50
    assert soup.select_one("nav a[href*='p=2']")
    assert len(for_long) <= len(for_short)


def test_the_changes_of_the_source_are_shown_word_by_word(screen, published, page, translator):
    person = translator("sl", "second")
    assert "No words of the source have changed" in said(screen(person, "changes", published))
    page.summary = "Who we all are."
    specimen.publish(page)
    shown = screen(person, "changes", published)
    change = shown.select_one(".translation-changes > div")
    assert said(change.select_one("dt")) == "Summary"
    assert said(change.select_one("dd ins")) == "all"
    assert change.select_one("dd")["lang"] == "en"
    assert shown.select_one(f"a[href='{reverse('translation:edit', args=[published.pk])}']")


def test_words_are_shown_as_words_not_as_tags(screen, sent, home, page, translator):
    page.body = specimen.stream(page, "body", ("text", "<p>Some <b>strong</b> words</p>"))
    specimen.publish(page)
    assignment = sent("sl", page)
    page.body = specimen.stream(page, "body", ("text", "<p>A &lt;script&gt; of words</p>"))
    specimen.publish(page)
    shown = screen(translator("sl"), "changes", assignment)
    assert "<script>" in said(shown)
    assert "<b>" not in said(shown)
    assert not shown.select("dd script")
