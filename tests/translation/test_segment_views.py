"""The JSON views with which the translation editor saves segments."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.choices import SegmentState, TranslationOrigin
from translation.models import SegmentChange, SegmentComment
from translation.segments.text import load_segments

pytestmark = pytest.mark.django_db

MAX_QUERIES = 12


def segment_of(assignment, source: str):
    return next(item for item in load_segments(assignment.translation) if source in item.source)


def segment_url(assignment, segment, name: str = "segment") -> str:
    return reverse(f"translation:{name}", args=[assignment.pk, segment.pk])


def save_segment(client, assignment, segment, text: str, **values):
    return client.post(
        segment_url(assignment, segment),
        json.dumps({"text": text, "base": segment.target, **values}),
        content_type="application/json",
        headers={"x-requested-with": "XMLHttpRequest"},
    )


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


def test_a_typed_text_is_saved_unconfirmed(send_to_translation, translator, client_for, page):
    assignment, person = send_to_translation("sl", page), translator("sl")
    response = save_segment(
        client_for(person), assignment, segment_of(assignment, "Who we"), "Kdo smo."
    )
    assert response.status_code == 200
    assert response.json()["text"] == "Kdo smo."
    segment = segment_of(assignment, "Who we")
    assert segment.state == SegmentState.UNCONFIRMED
    assert segment.string_translation.last_translated_by == person


def test_a_translation_stays_confirmed_until_it_is_changed(
    send_to_translation, translator, client_for, page
):
    assignment, client = send_to_translation("sl", page), client_for(translator("sl"))
    save_segment(client, assignment, segment_of(assignment, "Who we"), "Kdo smo.", confirmed=True)
    assert segment_of(assignment, "Who we").state == SegmentState.CONFIRMED
    save_segment(client, assignment, segment_of(assignment, "Who we"), "Kdo smo mi.")
    assert segment_of(assignment, "Who we").state == SegmentState.UNCONFIRMED


def test_a_concurrent_change_is_not_overwritten(send_to_translation, translator, client_for, page):
    assignment, segment = send_to_translation("sl", page), None
    segment = segment_of(assignment, "Who we")
    other = translator("sl", "other")
    WriteSegment(other, assignment, segment_of(assignment, "Who we"), "Njeno.").execute()
    response = save_segment(client_for(translator("sl")), assignment, segment, "Moje.")
    assert response.status_code == 409
    assert response.json()["text"] == "Njeno."
    assert response.json()["by"] == "other-sl"
    assert segment_of(assignment, "Who we").target == "Njeno."


def test_a_repeated_request_is_no_conflict(send_to_translation, translator, client_for, page):
    assignment, client = send_to_translation("sl", page), client_for(translator("sl"))
    segment = segment_of(assignment, "Who we")
    assert save_segment(client, assignment, segment, "Kdo smo.").status_code == 200
    again = save_segment(client, assignment, segment, "Kdo smo.", confirmed=True)
    assert again.status_code == 200
    assert again.json()["state"] == SegmentState.CONFIRMED


def test_consecutive_saves_of_one_user_are_one_change(
    send_to_translation, translator, client_for, page
):
    assignment, client = send_to_translation("sl", page), client_for(translator("sl"))
    for text in ("K", "Kdo", "Kdo smo."):
        save_segment(client, assignment, segment_of(assignment, "Who we"), text)
    save_segment(client, assignment, segment_of(assignment, "Who we"), "Kdo smo.", confirmed=True)
    change = SegmentChange.objects.get(translation=assignment.translation)
    assert (change.before, change.after, change.confirmed) == ("", "Kdo smo.", True)
    save_segment(client, assignment, segment_of(assignment, "Who we"), "Kdo smo mi.")
    assert SegmentChange.objects.filter(translation=assignment.translation).count() == 2


def test_saves_of_two_users_are_two_changes(send_to_translation, translator, client_for, page):
    assignment = send_to_translation("sl", page)
    for name in ("first", "second"):
        client = client_for(translator("sl", name))
        save_segment(client, assignment, segment_of(assignment, "Who we"), f"Kdo smo, {name}.")
    assert SegmentChange.objects.filter(translation=assignment.translation).count() == 2


def test_confirming_a_machine_translation_keeps_its_origin(
    send_to_translation, translator, client_for, page
):
    assignment, client = send_to_translation("sl", page), client_for(translator("sl"))
    save_segment(
        client,
        assignment,
        segment_of(assignment, "Who we"),
        "Kdo.",
        origin=TranslationOrigin.MACHINE,
    )
    assert segment_of(assignment, "Who we").state == SegmentState.UNCONFIRMED
    save_segment(client, assignment, segment_of(assignment, "Who we"), "Kdo.", confirmed=True)
    assert segment_of(assignment, "Who we").origin == TranslationOrigin.MACHINE
    assert segment_of(assignment, "Who we").state == SegmentState.CONFIRMED


def test_a_text_that_is_too_long_is_saved_with_its_error(
    send_to_translation, translator, client_for, page
):
    assignment, client = send_to_translation("sl", page), client_for(translator("sl"))
    segment = segment_of(assignment, "Who we")
    response = save_segment(client, assignment, segment, "a" * 301, confirmed=True)
    assert response.json()["problems"]
    assert response.json()["state"] == SegmentState.UNCONFIRMED
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
def test_invalid_request_bodies_are_refused_with_a_message(
    send_to_translation, translator, client_for, page, body
):
    assignment = send_to_translation("sl", page)
    segment = segment_of(assignment, "Who we")
    response = client_for(translator("sl")).post(
        segment_url(assignment, segment), body, content_type="application/json"
    )
    assert response.status_code == 400
    assert response.json()["message"]
    assert not segment_of(assignment, "Who we").string_translation


def test_the_team_of_another_language_cannot_save(
    send_to_translation, translator, client_for, page
):
    assignment = send_to_translation("sl", page)
    response = save_segment(
        client_for(translator("mk")), assignment, segment_of(assignment, "Who we"), "Кои."
    )
    assert response.status_code == 403
    assert response.json()["message"]
    assert not segment_of(assignment, "Who we").string_translation


def test_a_text_of_another_page_is_not_found(
    send_to_translation, translator, client_for, page, home
):
    assignment, other = (
        send_to_translation("sl", page),
        send_to_translation("sl", specimen.content(home, slug="second")),
    )
    foreign = segment_of(other, "About us")
    response = save_segment(client_for(translator("sl")), assignment, foreign, "O nas")
    assert response.status_code == 404
    assert response.json()["message"]


def test_the_number_of_queries_does_not_depend_on_the_length_of_the_page(
    send_to_translation, translator, client_for, page, home
):
    long = specimen.every_kind(home).pages["MeetingPage"]
    client, counts = client_for(translator("sl")), []
    for assignment in (send_to_translation("sl", page), send_to_translation("sl", long)):
        segment = next(
            item for item in load_segments(assignment.translation) if item.path == "summary"
        )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert save_segment(client, assignment, segment, "Kratko.").status_code == 200
        counts.append(len(queries))
    assert len(load_segments(assignment.translation)) > 12
    assert counts[0] == counts[1]
    assert counts[0] <= MAX_QUERIES


def test_editor_and_help_show_what_changed_in_the_source_and_the_translation_before(
    send_to_translation, translator, client_for, page
):
    assignment, client = send_to_translation("sl", page), client_for(translator("sl"))
    save_segment(client, assignment, segment_of(assignment, "Who we"), "Kdo smo.", confirmed=True)
    page.summary = "Who we were."
    specimen.publish(page)
    response = client.get(segment_url(assignment, segment_of(assignment, "Who we"), "segment_help"))
    help_ = response.json()
    assert help_["isUseful"]
    assert "Kdo smo." in help_["html"]
    html = client.get(reverse("translation:edit", args=[assignment.pk])).content.decode()
    assert "<del>" in html
    assert '"previous": "Kdo smo."' in html
    assert ">Kdo smo.</textarea>" in html


def test_comments_are_added_counted_and_resolved(send_to_translation, translator, client_for, page):
    assignment, client = send_to_translation("sl", page), client_for(translator("sl"))
    url = segment_url(assignment, segment_of(assignment, "Who we"), "segment_comments")
    assert client.post(url, {"text": "  "}).status_code == 400
    response = client.post(url, {"text": "Who is <we>?\x00"}).json()
    assert response["open"] == 1
    assert "&lt;we&gt;" in response["html"]
    comment = SegmentComment.objects.get()
    assert comment.text == "Who is <we>?"
    assert client.post(url, {"resolve": comment.pk}).json()["open"] == 0
    assert client.post(url, {"reopen": comment.pk}).json()["open"] == 1
    stranger = client_for(translator("mk"))
    assert stranger.post(url, {"text": "Hello"}).status_code == 403
    assert SegmentComment.objects.count() == 1
