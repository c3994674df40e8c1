"""All exact matches of the translation memory that have no problem are confirmed at once."""

import pytest
from django.urls import reverse

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.choices import SegmentState, TranslationOrigin, TranslationState
from translation.models import SegmentChange
from translation.segments.text import load_segments

pytestmark = pytest.mark.django_db

TEXTS = {
    "title": ("About us", "O nas"),
    "summary": ("Nine ministers adopted a joint declaration.", "Ministri so sprejeli izjavo."),
}
SOURCES = {path: source for path, (source, _target) in TEXTS.items()}


def segment_of(assignment, path: str):
    return next(item for item in load_segments(assignment.translation) if item.path == path)


def states(assignment) -> dict[str, SegmentState]:
    return {item.path: item.state for item in load_segments(assignment.translation)}


def url_of(assignment) -> str:
    return reverse("translation:confirm_matches", args=[assignment.pk])


def confirm(client, assignment, *paths: str):
    pks = [segment_of(assignment, path).pk for path in paths or TEXTS]
    return client.post(url_of(assignment), {"segment": pks}, follow=True)


def write(person, assignment, path: str, text: str, **values) -> None:
    WriteSegment(person, assignment, segment_of(assignment, path), text, **values).execute()


@pytest.fixture
def person(translator):
    return translator("sl")


@pytest.fixture
def client(client_for, person):
    return client_for(person)


@pytest.fixture
def translated(home, send_to_translation, person):
    """A translated page, whose texts are in the memory."""
    assignment = send_to_translation("sl", specimen.content(home, **SOURCES))
    for path, (_source, target) in TEXTS.items():
        write(person, assignment, path, target)
    return assignment


@pytest.fixture
def matched(home, send_to_translation, translated):
    """The translation of a page with the same texts, filled in from the memory."""
    return send_to_translation("sl", specimen.content(home, "second", **SOURCES))


def test_the_editor_offers_to_confirm_all_exact_matches_and_names_their_number(client, matched):
    html = client.get(reverse("translation:edit", args=[matched.pk])).content.decode()
    assert "Confirm all exact matches (2)" in html
    html = client.get(url_of(matched)).content.decode()
    assert "Confirm these 2 texts" in html
    assert "Ministri so sprejeli izjavo." in html


def test_each_confirmed_text_is_an_action_of_its_own_in_the_history(client, person, matched):
    response = confirm(client, matched)
    assert "2 texts were confirmed." in response.content.decode()
    assert set(states(matched).values()) == {SegmentState.CONFIRMED}
    changes = SegmentChange.objects.filter(translation=matched.translation, changed_by=person)
    assert sorted((change.after, change.confirmed, change.origin) for change in changes) == [
        ("Ministri so sprejeli izjavo.", True, TranslationOrigin.MEMORY),
        ("O nas", True, TranslationOrigin.MEMORY),
    ]
    matched.refresh_from_db()
    assert matched.state == TranslationState.IN_PROGRESS


def test_a_match_with_a_problem_is_left(home, send_to_translation, client, person, translated):
    write(person, translated, "title", "O nas 7")
    matched = send_to_translation("sl", specimen.content(home, "second", **SOURCES))
    confirm(client, matched)
    assert states(matched) == {
        "title": SegmentState.UNCONFIRMED,
        "summary": SegmentState.CONFIRMED,
    }


@pytest.mark.parametrize("origin", [TranslationOrigin.MEMORY, TranslationOrigin.MACHINE])
def test_what_is_no_exact_match_is_left(client, person, matched, origin):
    """A similar text that was put in from the memory has its origin, but another text."""
    text = "O nas vseh" if origin == TranslationOrigin.MEMORY else "O nas"
    write(person, matched, "title", "", confirmed=False)
    write(person, matched, "title", text, origin=origin, confirmed=False)
    confirm(client, matched)
    assert states(matched)["title"] == SegmentState.UNCONFIRMED


def test_a_match_that_has_been_translated_differently_since_is_left(
    client, person, translated, matched
):
    write(person, translated, "title", "O mreži")
    response = confirm(client, matched)
    assert "1 text was confirmed. The others have changed meanwhile." in response.content.decode()
    assert states(matched)["title"] == SegmentState.UNCONFIRMED


def test_only_what_was_shown_is_confirmed(client, matched):
    confirm(client, matched, "title")
    assert states(matched)["summary"] == SegmentState.UNCONFIRMED
    assert states(matched)["title"] == SegmentState.CONFIRMED


def test_nothing_is_offered_once_everything_is_confirmed(client, matched):
    confirm(client, matched)
    html = client.get(reverse("translation:edit", args=[matched.pk])).content.decode()
    assert "Confirm all exact matches" not in html
    assert "No exact match is left to confirm." in client.get(url_of(matched)).content.decode()


def test_only_those_who_may_edit_confirm(client_for, client, translator, reviewer, matched):
    stranger = client_for(translator("mk"))
    confirm(stranger, matched)
    matched.change_state(TranslationState.IN_REVIEW)
    for reader in (client, client_for(reviewer("sl"))):
        html = reader.get(reverse("translation:edit", args=[matched.pk])).content.decode()
        assert "Confirm all exact matches" not in html
        response = confirm(reader, matched)
        assert "This translation is being reviewed." in response.content.decode()
    assert set(states(matched).values()) == {SegmentState.UNCONFIRMED}
