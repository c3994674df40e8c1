"""Find and replace in the target texts of a translation, with a preview."""

import pytest
from django.db import connection
from django.urls import reverse

from tests import specimens as specimen
from translation.actions.write import UndoSegmentChange, WriteSegment
from translation.choices import SegmentState, TranslationOrigin, TranslationState
from translation.editor.actions.replace import ReplaceInTargetTexts
from translation.models import Assignment, SegmentChange
from translation.segments.replacement import TextReplacement
from translation.segments.text import load_segments

from .concurrency import begin_before_commit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("options", "text", "expected"),
    [
        ({}, "Žrtva in ŽRTVA, žrtva", "Oseba in Oseba, oseba"),
        ({"match_case": True}, "Žrtva in žrtva", "Žrtva in oseba"),
        ({}, "žrtvam, prežrtva", "osebam, preoseba"),
        ({"whole_words": True}, "prežrtva, žrtva.", "prežrtva, oseba."),
        ({"replacement": ""}, "<b>žrtva</b> tu", "<b></b> tu"),
        ({"replacement": "a <i> & b"}, "žrtva", "a &lt;i&gt; &amp; b"),
        ({"find": "a1"}, '<a id="a1">a1</a>', '<a id="a1">oseba</a>'),
        ({"find": "amp"}, "R&amp;D", "R&amp;D"),
        ({"find": "b"}, "<b>b</b><br/>", "<b>oseba</b><br/>"),
        ({"find": "dve besedi"}, "<b>dve</b> besedi", "<b>dve</b> besedi"),
        ({"find": "  ", "replacement": " "}, "dve  besedi", "dve besedi"),
        ({"find": "a.c", "replacement": r"\1"}, "abc a.c", r"abc \1"),
    ],
)
def test_words_are_replaced_outside_tags_and_entities(options, text, expected):
    replacement = TextReplacement(**{"find": "žrtva", "replacement": "oseba", **options})
    assert replacement.apply(text) == expected


def segment_of(assignment, path: str):
    return next(item for item in load_segments(assignment.translation) if item.path == path)


def targets(assignment) -> dict[str, str]:
    return {item.path: item.target for item in load_segments(assignment.translation)}


def url_of(assignment) -> str:
    return reverse("translation:replace", args=[assignment.pk])


@pytest.fixture
def person(translator):
    return translator("sl")


@pytest.fixture
def client(client_for, person):
    return client_for(person)


@pytest.fixture
def assignment(home, send_to_translation, person):
    """A translation with a confirmed title and an unconfirmed summary."""
    page = specimen.content(home, title="Victims", summary="A victim, and a victim.")
    assignment = send_to_translation("sl", page)
    for path, text in (("title", "Žrtve"), ("summary", "Žrtva, in žrtva.")):
        segment = segment_of(assignment, path)
        WriteSegment(person, assignment, segment, text, confirmed=path == "title").execute()
    return assignment


WANTED = {"find": "žrtv", "replacement": "oseb"}


def ticks(assignment, *paths: str, **options) -> dict:
    """Return the data of the form that confirms these changes, as the preview has them."""
    changes = ReplaceInTargetTexts(None, assignment, TextReplacement(**WANTED)).preview()
    chosen = [
        f"{change.segment.pk}-{change.fingerprint}"
        for change in changes
        if change.segment.path in (paths or ("title", "summary"))
    ]
    return {**WANTED, "change": chosen, **options}


def test_the_preview_shows_every_change_and_saves_nothing(client, assignment):
    html = client.get(url_of(assignment), WANTED).content.decode()
    assert "2 texts would change" in html
    for change in ticks(assignment)["change"]:
        assert f'value="{change}" checked' in html
    assert html.count("<del>") == 3
    assert targets(assignment) == {"title": "Žrtve", "summary": "Žrtva, in žrtva."}


def test_the_ticked_texts_are_changed_and_have_to_be_confirmed_again(client, assignment):
    response = client.post(url_of(assignment), ticks(assignment, "title"), follow=True)
    assert "1 text was changed." in response.content.decode()
    assert targets(assignment) == {"title": "Osebe", "summary": "Žrtva, in žrtva."}
    assert segment_of(assignment, "title").state == SegmentState.UNCONFIRMED


def test_confirmed_texts_stay_confirmed_if_the_person_wishes(client, assignment):
    client.post(url_of(assignment), ticks(assignment, keep_confirmed="on"))
    assert targets(assignment) == {"title": "Osebe", "summary": "Oseba, in oseba."}
    assert segment_of(assignment, "title").state == SegmentState.CONFIRMED
    assert segment_of(assignment, "summary").state == SegmentState.UNCONFIRMED


def test_nothing_is_changed_if_one_text_has_changed_meanwhile(
    client, person, translator, assignment
):
    data = ticks(assignment)
    other = translator("sl", "other")
    WriteSegment(other, assignment, segment_of(assignment, "title"), "Žrtve vse").execute()
    html = client.post(url_of(assignment), data).content.decode()
    assert "Somebody has changed these texts meanwhile." in html
    assert "2 texts would change" in html
    assert targets(assignment) == {"title": "Žrtve vse", "summary": "Žrtva, in žrtva."}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_replacement_waits_for_a_text_that_is_being_saved(person, translator, assignment):
    """It compares what was shown with what is saved, not with what was there before."""
    writing = WriteSegment(
        translator("sl", "other"), assignment, segment_of(assignment, "title"), "Žrtve vse"
    )
    replacing = ReplaceInTargetTexts(
        person, Assignment.objects.get(pk=assignment.pk), TextReplacement(**WANTED)
    )
    chosen = {change.segment.pk: change.fingerprint for change in replacing.preview()}
    [conflict] = begin_before_commit(writing.execute, lambda: replacing.execute(chosen))
    assert "Somebody has changed these texts meanwhile." in conflict.messages[0]
    assert targets(assignment) == {"title": "Žrtve vse", "summary": "Žrtva, in žrtva."}


def test_a_text_that_could_not_be_published_is_not_changed(client, person, home, assignment):
    longest = segment_of(assignment, "summary").limit
    text = "žrtv".ljust(longest, "a")
    WriteSegment(person, assignment, segment_of(assignment, "summary"), text).execute()
    wanted = {"find": "žrtv", "replacement": "osebam"}
    html = client.get(url_of(assignment), wanted).content.decode()
    assert "Not changed: Too long" in html
    changes = ReplaceInTargetTexts(person, assignment, TextReplacement(**wanted)).preview()
    chosen = [f"{change.segment.pk}-{change.fingerprint}" for change in changes]
    client.post(url_of(assignment), {**wanted, "change": chosen})
    assert targets(assignment) == {"title": "Žrtve", "summary": text}


def test_a_text_of_which_nothing_would_be_left_is_not_changed(client, assignment):
    html = client.get(url_of(assignment), {"find": "Žrtve", "replacement": ""}).content.decode()
    assert "Nothing would be left of this text." in html
    assert 'name="change"' not in html


def test_each_replacement_is_in_the_history_and_can_be_undone(client, person, assignment):
    client.post(url_of(assignment), ticks(assignment, "summary"))
    data = {"find": "oseba", "replacement": "deklica"}
    [change] = ReplaceInTargetTexts(person, assignment, TextReplacement(**data)).preview()
    chosen = f"{change.segment.pk}-{change.fingerprint}"
    client.post(url_of(assignment), {**data, "change": chosen})
    assert targets(assignment)["summary"] == "Deklica, in deklica."
    made = SegmentChange.objects.filter(origin=TranslationOrigin.REPLACED)
    assert [change.after for change in made] == ["Deklica, in deklica.", "Oseba, in oseba."]
    UndoSegmentChange(person, assignment, made[0]).execute()
    assert targets(assignment)["summary"] == "Oseba, in oseba."
    UndoSegmentChange(person, assignment, made[1]).execute()
    assert targets(assignment)["summary"] == "Žrtva, in žrtva."


def test_what_is_missing_in_the_form_is_named(client, assignment):
    html = client.get(url_of(assignment), {"find": ""}).content.decode()
    assert "This field is required." in html
    html = client.post(url_of(assignment), WANTED).content.decode()
    assert "Tick the texts in which to replace." in html
    html = client.get(url_of(assignment), {"find": "xyz"}).content.decode()
    assert "No text would change." in html


def test_a_sentence_that_stands_twice_is_changed_once(home, send_to_translation, person):
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", ("text", "<p>A victim.</p><p>A victim.</p>"))
    assignment = send_to_translation("sl", specimen.publish(page))
    twice = [item for item in load_segments(assignment.translation) if "victim" in item.source]
    assert len(twice) == 2
    WriteSegment(person, assignment, twice[0], "Žrtva.").execute()
    changes = ReplaceInTargetTexts(person, assignment, TextReplacement(**WANTED)).preview()
    assert len(changes) == 1


def test_only_those_who_may_edit_replace(client_for, client, translator, assignment):
    edit = reverse("translation:edit", args=[assignment.pk])
    assert url_of(assignment) in client.get(edit).content.decode()
    data = ticks(assignment)
    client_for(translator("mk")).post(url_of(assignment), data)
    assignment.change_state(TranslationState.IN_REVIEW)
    assert url_of(assignment) not in client.get(edit).content.decode()
    response = client.post(url_of(assignment), data, follow=True)
    assert "This translation is being reviewed." in response.content.decode()
    assert targets(assignment) == {"title": "Žrtve", "summary": "Žrtva, in žrtva."}
