"""What the translation editor saves while a person types, and what it answers."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.choices import Origin, SegmentState
from translation.models import SegmentChange, SegmentComment
from translation.words.segments import load_segments

pytestmark = pytest.mark.django_db

MOST_QUERIES = 20  # eight of them look up the session, the account, its rights and teams


def segment_of(assignment, source: str):
    return next(item for item in load_segments(assignment.translation) if source in item.source)


def address(assignment, segment, name: str = "segment") -> str:
    return reverse(f"translation:{name}", args=[assignment.pk, segment.pk])


def save(client, assignment, segment, text: str, **sent):
    return client.post(
        address(assignment, segment),
        json.dumps({"text": text, "base": segment.target, **sent}),
        content_type="application/json",
        headers={"x-requested-with": "XMLHttpRequest"},
    )


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


def test_typed_words_are_kept_unconfirmed(sent, translator, browser, page):
    assignment, person = sent("sl", page), translator("sl")
    answer = save(browser(person), assignment, segment_of(assignment, "Who we"), "Kdo smo.")
    assert answer.status_code == 200
    assert answer.json()["text"] == "Kdo smo."
    segment = segment_of(assignment, "Who we")
    assert segment.state == SegmentState.UNCONFIRMED
    assert segment.words.last_translated_by == person


def test_confirmed_words_are_confirmed_until_somebody_changes_them(sent, translator, browser, page):
    assignment, client = sent("sl", page), browser(translator("sl"))
    save(client, assignment, segment_of(assignment, "Who we"), "Kdo smo.", confirmed=True)
    assert segment_of(assignment, "Who we").state == SegmentState.CONFIRMED
    save(client, assignment, segment_of(assignment, "Who we"), "Kdo smo mi.")
    assert segment_of(assignment, "Who we").state == SegmentState.UNCONFIRMED


def test_words_that_somebody_else_wrote_meanwhile_are_not_overwritten(
    sent, translator, browser, page
):
    assignment, segment = sent("sl", page), None
    segment = segment_of(assignment, "Who we")
    other = translator("sl", "other")
    WriteSegment(other, assignment, segment_of(assignment, "Who we"), "Njeno.").execute()
    answer = save(browser(translator("sl")), assignment, segment, "Moje.")
    assert answer.status_code == 409
    assert answer.json()["text"] == "Njeno."
    assert answer.json()["by"] == "other-sl"
    assert segment_of(assignment, "Who we").target == "Njeno."


def test_words_that_arrived_unnoticed_can_be_sent_again(sent, translator, browser, page):
    assignment, client = sent("sl", page), browser(translator("sl"))
    segment = segment_of(assignment, "Who we")
    assert save(client, assignment, segment, "Kdo smo.").status_code == 200
    again = save(client, assignment, segment, "Kdo smo.", confirmed=True)
    assert again.status_code == 200
    assert again.json()["state"] == SegmentState.CONFIRMED


def test_what_is_typed_in_one_go_is_one_change(sent, translator, browser, page):
    assignment, client = sent("sl", page), browser(translator("sl"))
    for text in ("K", "Kdo", "Kdo smo."):
        save(client, assignment, segment_of(assignment, "Who we"), text)
    save(client, assignment, segment_of(assignment, "Who we"), "Kdo smo.", confirmed=True)
    change = SegmentChange.objects.get(translation=assignment.translation)
    assert (change.before, change.after, change.confirmed) == ("", "Kdo smo.", True)
    save(client, assignment, segment_of(assignment, "Who we"), "Kdo smo mi.")
    assert SegmentChange.objects.filter(translation=assignment.translation).count() == 2


def test_two_people_never_share_a_change(sent, translator, browser, page):
    assignment = sent("sl", page)
    for name in ("first", "second"):
        client = browser(translator("sl", name))
        save(client, assignment, segment_of(assignment, "Who we"), f"Kdo smo, {name}.")
    assert SegmentChange.objects.filter(translation=assignment.translation).count() == 2


def test_confirming_words_of_a_machine_does_not_hide_where_they_come_from(
    sent, translator, browser, page
):
    assignment, client = sent("sl", page), browser(translator("sl"))
    save(client, assignment, segment_of(assignment, "Who we"), "Kdo.", origin=Origin.MACHINE)
    assert segment_of(assignment, "Who we").state == SegmentState.UNCONFIRMED
    save(client, assignment, segment_of(assignment, "Who we"), "Kdo.", confirmed=True)
    assert segment_of(assignment, "Who we").origin == Origin.MACHINE
    assert segment_of(assignment, "Who we").state == SegmentState.CONFIRMED


def test_a_text_that_is_too_long_is_kept_with_its_error(sent, translator, browser, page):
    assignment, client = sent("sl", page), browser(translator("sl"))
    segment = segment_of(assignment, "Who we")
    answer = save(client, assignment, segment, "a" * 301, confirmed=True)
    assert answer.json()["problems"]
    assert answer.json()["state"] == SegmentState.UNCONFIRMED
    assert len(segment_of(assignment, "Who we").target) == 301


@pytest.mark.parametrize(
    "body",
    [
        "no JSON",
        "[]",
        '{"text": 1}',
        '{"text": "a", "base": 1}',
        '{"text": "a", "origin": "derived"}',
        '{"text": "a\\u0000"}',
        json.dumps({"text": "a" * 20_001}),
        b"\xff",
    ],
)
def test_what_is_no_text_is_refused_with_a_message(sent, translator, browser, page, body):
    assignment = sent("sl", page)
    segment = segment_of(assignment, "Who we")
    answer = browser(translator("sl")).post(
        address(assignment, segment), body, content_type="application/json"
    )
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert not segment_of(assignment, "Who we").words


def test_the_team_of_another_language_saves_nothing(sent, translator, browser, page):
    assignment = sent("sl", page)
    answer = save(browser(translator("mk")), assignment, segment_of(assignment, "Who we"), "Кои.")
    assert answer.status_code == 403
    assert answer.json()["message"]
    assert not segment_of(assignment, "Who we").words


def test_a_text_of_another_page_is_not_found(sent, translator, browser, page, home):
    assignment, other = sent("sl", page), sent("sl", specimen.content(home, slug="second"))
    foreign = segment_of(other, "About us")
    answer = save(browser(translator("sl")), assignment, foreign, "O nas")
    assert answer.status_code == 404
    assert answer.json()["message"]


def test_a_save_takes_the_same_few_queries_on_the_longest_of_pages(
    sent, translator, browser, page, home
):
    long = specimen.every_kind(home).pages["MeetingPage"]
    client, counts = browser(translator("sl")), []
    for assignment in (sent("sl", page), sent("sl", long)):
        segment = next(
            item for item in load_segments(assignment.translation) if item.path == "summary"
        )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert save(client, assignment, segment, "Kratko.").status_code == 200
        counts.append(len(queries))
    assert len(load_segments(assignment.translation)) > 12
    assert counts[0] == counts[1]
    assert counts[0] <= MOST_QUERIES


def test_help_shows_what_changed_in_the_source_and_the_translation_before(
    sent, translator, browser, page
):
    assignment, client = sent("sl", page), browser(translator("sl"))
    save(client, assignment, segment_of(assignment, "Who we"), "Kdo smo.", confirmed=True)
    page.summary = "Who we were."
    specimen.publish(page)
    answer = client.get(address(assignment, segment_of(assignment, "Who we"), "segment_help"))
    help_ = answer.json()
    assert help_["isUseful"]
    assert "Kdo smo." in help_["html"]
    assert "<del>" in help_["html"]


def test_comments_are_added_counted_and_resolved(sent, translator, browser, page):
    assignment, client = sent("sl", page), browser(translator("sl"))
    place = address(assignment, segment_of(assignment, "Who we"), "segment_comments")
    assert client.post(place, {"text": "  "}).status_code == 400
    answer = client.post(place, {"text": "Who is <we>?"}).json()
    assert answer["open"] == 1
    assert "&lt;we&gt;" in answer["html"]
    comment = SegmentComment.objects.get()
    assert client.post(place, {"resolve": comment.pk}).json()["open"] == 0
    assert client.post(place, {"reopen": comment.pk}).json()["open"] == 1
    stranger = browser(translator("mk"))
    assert stranger.post(place, {"text": "Hello"}).status_code == 403
    assert SegmentComment.objects.count() == 1
