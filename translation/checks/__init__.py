"""Checks before review: what is wrong with the words of a translation, and with its files.

Each check is a function that says in sentences what it finds in one segment; the table says what
stops a translation from being submitted and what only asks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wagtail_localize.models import Translation

from core.languages import get
from translation.checks import files, numbers, progress, scripts, terms, typography
from translation.checks.subject import Subject
from translation.words.overrides import Choice
from translation.words.segments import Segment, load_segments
from translation.words.termbase import Termbase


@dataclass(frozen=True)
class Check:
    """``blocks``: an error; otherwise a warning. ``of_words``: looks at words, if there are any."""

    code: str
    find: Callable[[Subject], Iterable[str]]
    blocks: bool = False
    of_words: bool = True


CHECKS = (
    Check("untranslated", progress.untranslated, blocks=True, of_words=False),
    Check("source-changed", progress.source_changed, blocks=True, of_words=False),
    Check("unconfirmed", progress.unconfirmed, blocks=True),
    Check("too-long", progress.too_long, blocks=True),
    Check("broken-markup", progress.broken_markup, blocks=True),
    Check("formatting", progress.formatting, blocks=True),
    Check("forbidden-form", terms.forbidden_forms, blocks=True),
    Check("footnote-mark", terms.footnote_marks, blocks=True),
    Check("mixed-scripts", scripts.mixed_scripts, blocks=True),
    Check("foreign-letters", scripts.foreign_letters, blocks=True),
    Check("foreign-word", scripts.foreign_words),
    Check("number", numbers.numbers),
    Check("date", numbers.dates),
    Check("agreed-form", terms.approved_forms),
    Check("same-as-source", typography.same_as_source),
    Check("line-break", progress.line_breaks),
    Check("outer-space", typography.outer_spaces),
    Check("doubled-space", typography.doubled_spaces),
    Check("final-punctuation", typography.final_punctuation),
    Check("unbalanced", typography.unbalanced),
)


@dataclass(frozen=True)
class Problem:
    """Something wrong in one place of the page: with a text, or with the file chosen there.

    ``blocks``: an error; otherwise a warning that asks.
    """

    place: Segment | Choice
    code: str
    message: str
    blocks: bool


def problems_in(translation: Translation) -> list[Problem]:
    """Return everything wrong with a translation: its texts in the order of the page, its files."""
    return [
        *problems_of(load_segments(translation), translation),
        *(
            Problem(choice, "deleted-file", message, blocks=True)
            for choice, message in files.deleted_files(translation)
        ),
    ]


def problems_of(segments: Iterable[Segment], translation: Translation) -> list[Problem]:
    """Return what is wrong with some segments of a translation, in two queries."""
    locale = translation.target_locale
    language, termbase = get(locale.language_code), Termbase(locale)
    return [
        problem
        for segment in segments
        for problem in find_problems(Subject(segment, language, termbase))
    ]


def find_problems(subject: Subject) -> list[Problem]:
    has_words = bool(subject.segment.target)
    return [
        Problem(subject.segment, check.code, message, check.blocks)
        for check in CHECKS
        if has_words or not check.of_words
        for message in check.find(subject)
    ]
