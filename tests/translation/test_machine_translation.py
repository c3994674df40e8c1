"""Machine translation as a plug-in: it makes suggestions and confirms nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests import specimens as specimen
from translation.actions.pretranslate import PretranslateSegments
from translation.actions.review import SubmitForReview
from translation.choices import SegmentState, TranslationOrigin
from translation.models import GlossaryTerm, GlossaryTermForm, SegmentChange
from translation.policies import TranslationPermissionDenied
from translation.segments.machine import machine_translator_for, suggest_translations
from translation.segments.text import load_segments

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine_translator(settings, locale):
    settings.MACHINE_TRANSLATOR = "translation.segments.machine.PhraseBookTranslator"
    term = GlossaryTerm.objects.create(text="help line")
    GlossaryTermForm.objects.create(term=term, locale=locale("sl"), text="telefon za pomoč")


@pytest.fixture
def page(home):
    page = specimen.content(home, summary="The help line is free.")
    text = "<p>Call the <b>help line</b> of Alabama.</p>"
    page.body = specimen.stream(page, "body", ("text", text))
    return specimen.publish(page)


def test_a_site_without_a_machine_translator_has_no_buttons_for_it(
    send_to_translation, page, settings
):
    settings.MACHINE_TRANSLATOR = ""
    assignment = send_to_translation("sl", page)
    assert machine_translator_for(assignment) is None
    assert suggest_translations(assignment, load_segments(assignment.translation)[:1]) == [None]


def test_the_buttons_have_descriptive_labels(
    send_to_translation, page, machine_translator, translator, client_for
):
    assignment, client = send_to_translation("sl", page), client_for(translator("sl"))
    html = client.get(reverse("translation:edit", args=[assignment.pk])).content.decode()
    assert "Fill the empty texts from the phrase book" in html
    segment = load_segments(assignment.translation)[0]
    help_ = client.get(reverse("translation:segment_help", args=[assignment.pk, segment.pk]))
    assert "Translate with the phrase book" in help_.json()["html"]


def test_known_phrases_are_translated_and_the_markup_is_kept(
    send_to_translation, page, machine_translator
):
    assignment = send_to_translation("sl", page)
    texts = suggest_translations(assignment, load_segments(assignment.translation))
    assert "The telefon za pomoč is free." in texts
    assert "Call the <b>telefon za pomoč</b> of Alabama." in texts
    assert None in texts


def test_machine_translation_keeps_existing_texts_and_confirms_nothing(
    send_to_translation, translator, page, machine_translator
):
    assignment, person = send_to_translation("sl", page), translator("sl")
    assert PretranslateSegments(person, assignment).execute() == 2
    filled = [item for item in load_segments(assignment.translation) if item.string_translation]
    assert {item.origin for item in filled} == {TranslationOrigin.MACHINE}
    assert {item.state for item in filled} == {SegmentState.UNCONFIRMED}
    assert (
        SegmentChange.objects.filter(origin=TranslationOrigin.MACHINE, changed_by=person).count()
        == 2
    )
    assert PretranslateSegments(person, assignment).execute() == 0
    with pytest.raises(ValidationError):
        SubmitForReview(person, assignment, despite_warnings=True).execute()


def test_only_the_team_may_machine_translate(
    send_to_translation, translator, page, machine_translator
):
    with pytest.raises(TranslationPermissionDenied):
        PretranslateSegments(translator("mk"), send_to_translation("sl", page)).execute()


def test_a_suggestion_for_one_text_is_shown_and_not_stored(
    send_to_translation, translator, client_for, page, machine_translator
):
    assignment = send_to_translation("sl", page)
    segment = next(i for i in load_segments(assignment.translation) if i.path == "summary")
    url = reverse("translation:segment_machine_translate", args=[assignment.pk, segment.pk])
    response = client_for(translator("sl")).post(url)
    assert response.json()["text"] == "The telefon za pomoč is free."
    assert not any(item.string_translation for item in load_segments(assignment.translation))
