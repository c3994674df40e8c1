"""The machine translator of the demonstration."""

import pytest
from django.urls import reverse

from cms.demonstration.phrase_book import PhraseBookTranslator
from cms.settings import demonstration
from tests import specimens as specimen
from tests.translators import send_to_translation, team_member
from translation.models import GlossaryTerm, GlossaryTermForm
from translation.segments.machine import machine_translator_for
from translation.segments.text import load_segments

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(settings, locale, home, editor):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = demonstration.WAGTAILLOCALIZE_MACHINE_TRANSLATOR
    term = GlossaryTerm.objects.create(text="help line")
    GlossaryTermForm.objects.create(term=term, locale=locale("sl"), text="telefon za pomoč")
    page = specimen.content(home, summary="The help line is free.")
    text = "<p>Call the <b>help line</b> of Alabama.</p>"
    page.body = specimen.stream(page, "body", ("text", text))
    return send_to_translation(editor, specimen.publish(page), "sl")


def test_known_phrases_are_translated_and_the_markup_is_kept(assignment):
    machine = machine_translator_for(assignment)
    assert isinstance(machine.translator, PhraseBookTranslator)
    texts = [item.text for item in machine.suggest(load_segments(assignment.translation))]
    assert "The telefon za pomoč is free." in texts
    assert "Call the <b>telefon za pomoč</b> of Alabama." in texts
    assert "" in texts


def test_its_buttons_have_labels_of_their_own(assignment, client):
    client.force_login(team_member("sl", "translators"))
    html = client.get(reverse("translation:edit", args=[assignment.pk])).content.decode()
    assert "Fill the empty texts from the phrase book" in html
    segment = load_segments(assignment.translation)[0]
    help_ = client.get(reverse("translation:segment_help", args=[assignment.pk, segment.pk]))
    assert "Translate with the phrase book" in help_.json()["html"]
