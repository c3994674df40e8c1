"""The glossary of the demonstration, and its translations under the translation checks."""

import polib
import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from cms.demonstration import glossary
from cms.demonstration.translations import CATALOGUE_FOLDER
from core.languages import Language, all_languages
from translation.checks import problems_in_segment
from translation.checks.checked_segment import CheckedSegment
from translation.choices import TermStatus
from translation.models.glossary import GlossaryTerm, GlossaryTermForm
from translation.segments.field_descriptions import FieldDescription
from translation.segments.glossary_lookup import GlossaryLookup
from translation.segments.text import TranslationSegment

pytestmark = pytest.mark.django_db

TRANSLATED = [one for one in all_languages() if not (one.is_source or one.derived_from)]


def segment(source: str, target: str) -> TranslationSegment:
    words = StringTranslation(data=target, translation_type="manual", has_error=False)
    made = TranslationSegment(1, 1, 1, "body", "body", 1, source, Locale, string_translation=words)
    made.description = FieldDescription("Text", is_rich=True)
    return made


def test_every_term_has_an_approved_form_in_every_language_that_is_translated():
    glossary.create_glossary()
    approved = GlossaryTermForm.objects.filter(status=TermStatus.APPROVED)
    agreed = set(approved.values_list("term__text", "locale__language_code"))
    names = GlossaryTerm.objects.values_list("text", flat=True)
    assert names
    assert not [
        (name, one.code) for name in names for one in TRANSLATED if (name, one.code) not in agreed
    ]


def test_a_second_run_adds_and_overwrites_nothing():
    glossary.create_glossary()
    GlossaryTerm.objects.filter(text="GRETA").update(note="Changed by a coordinator.")
    counts = GlossaryTerm.objects.count(), GlossaryTermForm.objects.count()
    glossary.create_glossary()
    assert (GlossaryTerm.objects.count(), GlossaryTermForm.objects.count()) == counts
    assert GlossaryTerm.objects.get(text="GRETA").note == "Changed by a coordinator."


@pytest.mark.parametrize("language", TRANSLATED, ids=[one.code for one in TRANSLATED])
def test_no_check_blocks_a_translation_of_the_demonstration(language: Language):
    glossary.create_glossary()
    termbase = GlossaryLookup(Locale.objects.get(language_code=language.code))
    entries = polib.pofile(str(CATALOGUE_FOLDER / f"{language.code}.po")).translated_entries()
    assert len(entries) > 100
    assert not [
        problem.message
        for entry in entries
        for problem in problems_in_segment(
            CheckedSegment(segment(entry.msgid, entry.msgstr), language, termbase)
        )
        if problem.blocks
    ]
