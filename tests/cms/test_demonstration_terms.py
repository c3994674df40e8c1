"""The glossary of the demonstration, and its translations under the translation checks."""

import polib
import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from cms.demonstration import terms
from cms.demonstration.translations import FOLDER
from core.languages import Language, all_languages
from translation.checks import find_problems
from translation.checks.subject import Subject
from translation.choices import TermStatus
from translation.models.terms import Term, TermForm
from translation.words.field_descriptions import FieldDescription
from translation.words.segments import Segment
from translation.words.termbase import Termbase

pytestmark = pytest.mark.django_db

TRANSLATED = [one for one in all_languages() if not (one.is_source or one.derived_from)]


def segment(source: str, target: str) -> Segment:
    words = StringTranslation(data=target, translation_type="manual", has_error=False)
    made = Segment(1, 1, 1, "body", "body", 1, source, Locale, words=words)
    made.description = FieldDescription("Text", is_rich=True)
    return made


def test_every_term_has_an_approved_form_in_every_language_that_is_translated():
    terms.create()
    approved = TermForm.objects.filter(status=TermStatus.APPROVED)
    agreed = set(approved.values_list("term__text", "locale__language_code"))
    names = Term.objects.values_list("text", flat=True)
    assert names
    assert not [
        (name, one.code) for name in names for one in TRANSLATED if (name, one.code) not in agreed
    ]


def test_a_second_run_adds_and_overwrites_nothing():
    terms.create()
    Term.objects.filter(text="GRETA").update(note="Changed by a coordinator.")
    counts = Term.objects.count(), TermForm.objects.count()
    terms.create()
    assert (Term.objects.count(), TermForm.objects.count()) == counts
    assert Term.objects.get(text="GRETA").note == "Changed by a coordinator."


@pytest.mark.parametrize("language", TRANSLATED, ids=[one.code for one in TRANSLATED])
def test_no_check_blocks_a_translation_of_the_demonstration(language: Language):
    terms.create()
    termbase = Termbase(Locale.objects.get(language_code=language.code))
    entries = polib.pofile(str(FOLDER / f"{language.code}.po")).translated_entries()
    assert len(entries) > 100
    assert not [
        problem.message
        for entry in entries
        for problem in find_problems(
            Subject(segment(entry.msgid, entry.msgstr), language, termbase)
        )
        if problem.blocks
    ]
