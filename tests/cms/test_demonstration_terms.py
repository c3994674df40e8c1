"""The demonstration's agreed terms, and its translations under the checks of the workshop."""

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

WRITTEN = [one for one in all_languages() if not (one.is_source or one.derived_from)]


def segment(source: str, target: str) -> Segment:
    words = StringTranslation(data=target, translation_type="manual", has_error=False)
    made = Segment(1, 1, 1, "body", "body", 1, source, Locale, words=words)
    made.description = FieldDescription("Text", is_rich=True)
    return made


def test_every_term_has_an_approved_form_in_every_written_language():
    terms.create()
    approved = TermForm.objects.filter(status=TermStatus.APPROVED)
    agreed = set(approved.values_list("term__text", "locale__language_code"))
    names = Term.objects.values_list("text", flat=True)
    assert names
    assert not [
        (name, one.code) for name in names for one in WRITTEN if (name, one.code) not in agreed
    ]


def test_a_second_time_nothing_is_added_and_nothing_overwritten():
    terms.create()
    Term.objects.filter(text="GRETA").update(note="Changed by a coordinator.")
    counts = Term.objects.count(), TermForm.objects.count()
    terms.create()
    assert (Term.objects.count(), TermForm.objects.count()) == counts
    assert Term.objects.get(text="GRETA").note == "Changed by a coordinator."


@pytest.mark.parametrize("language", WRITTEN, ids=[one.code for one in WRITTEN])
def test_no_translation_of_the_demonstration_is_stopped_by_a_check(language: Language):
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
