"""Machine translation as a plug-in: suggestions, never a person's word."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests import specimens as specimen
from translation.actions.pretranslate import PretranslateSegments
from translation.actions.review import SubmitForReview
from translation.choices import Origin, SegmentState
from translation.models import SegmentChange, Term, TermForm
from translation.policies import Refusal
from translation.words.machine import machine_for, suggest
from translation.words.segments import load_segments

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(settings, locale):
    settings.TRANSLATION_MACHINE = "translation.words.machine.PhraseBook"
    term = Term.objects.create(text="help line")
    TermForm.objects.create(term=term, locale=locale("sl"), text="telefon za pomoč")


@pytest.fixture
def page(home):
    page = specimen.content(home, summary="The help line is free.")
    text = "<p>Call the <b>help line</b> of Alabama.</p>"
    page.body = specimen.stream(page, "body", ("text", text))
    return specimen.publish(page)


def test_a_site_without_a_machine_offers_none(sent, page, settings):
    settings.TRANSLATION_MACHINE = ""
    assignment = sent("sl", page)
    assert machine_for(assignment) is None
    assert suggest(assignment, load_segments(assignment.translation)[:1]) == [None]


def test_the_buttons_say_in_whole_sentences_what_is_asked(sent, page, machine, translator, browser):
    assignment, client = sent("sl", page), browser(translator("sl"))
    html = client.get(reverse("translation:edit", args=[assignment.pk])).content.decode()
    assert "Fill the empty texts from the phrase book" in html
    segment = load_segments(assignment.translation)[0]
    help_ = client.get(reverse("translation:segment_help", args=[assignment.pk, segment.pk]))
    assert "Look it up in the phrase book" in help_.json()["html"]


def test_known_phrases_are_put_in_and_the_marks_stay(sent, page, machine):
    assignment = sent("sl", page)
    texts = suggest(assignment, load_segments(assignment.translation))
    assert "The telefon za pomoč is free." in texts
    assert "Call the <b>telefon za pomoč</b> of Alabama." in texts
    assert None in texts


def test_filling_leaves_what_people_wrote_and_confirms_nothing(sent, translator, page, machine):
    assignment, person = sent("sl", page), translator("sl")
    assert PretranslateSegments(person, assignment).execute() == 2
    filled = [item for item in load_segments(assignment.translation) if item.words]
    assert {item.origin for item in filled} == {Origin.MACHINE}
    assert {item.state for item in filled} == {SegmentState.UNCONFIRMED}
    assert SegmentChange.objects.filter(origin=Origin.MACHINE, changed_by=person).count() == 2
    assert PretranslateSegments(person, assignment).execute() == 0
    with pytest.raises(ValidationError):
        SubmitForReview(person, assignment, despite_warnings=True).execute()


def test_only_the_team_has_texts_filled_in(sent, translator, page, machine):
    with pytest.raises(Refusal):
        PretranslateSegments(translator("mk"), sent("sl", page)).execute()


def test_a_suggestion_for_one_text_is_shown_and_not_stored(
    sent, translator, browser, page, machine
):
    assignment = sent("sl", page)
    segment = next(i for i in load_segments(assignment.translation) if i.path == "summary")
    place = reverse("translation:segment_machine", args=[assignment.pk, segment.pk])
    answer = browser(translator("sl")).post(place)
    assert answer.json()["text"] == "The telefon za pomoč is free."
    assert not any(item.words for item in load_segments(assignment.translation))
