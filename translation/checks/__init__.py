"""Quality checks of the texts and files of a translation, made before it is submitted.

Each check is a function that yields a message for each problem of one segment. The table of checks
sets which problems are errors, which block the submission, and which are warnings.
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
    """A check of one segment. If it ``blocks``, its problems are errors, otherwise warnings.

    ``needs_target``: the check is only made of segments that have a target text.
    """

    code: str
    find: Callable[[Subject], Iterable[str]]
    blocks: bool = False
    needs_target: bool = True


CHECKS = (
    Check("untranslated", progress.untranslated, blocks=True, needs_target=False),
    Check("source-changed", progress.source_changed, blocks=True, needs_target=False),
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
    """A problem of one segment or of the file chosen for one language.

    If it ``blocks``, it is an error; otherwise a warning, which the translator may ignore.
    """

    place: Segment | Choice
    code: str
    message: str
    blocks: bool


def problems_in(translation: Translation) -> list[Problem]:
    """Return all problems of a translation: its texts in the order of the page, then its files."""
    return [
        *problems_of(load_segments(translation), translation),
        *(
            Problem(choice, "deleted-file", message, blocks=True)
            for choice, message in files.deleted_files(translation)
        ),
    ]


def problems_of(segments: Iterable[Segment], translation: Translation) -> list[Problem]:
    """Return the problems of some segments of a translation, in two queries."""
    locale = translation.target_locale
    language, glossary = get(locale.language_code), Termbase(locale)
    return [
        problem
        for segment in segments
        for problem in find_problems(Subject(segment, language, glossary))
    ]


def find_problems(subject: Subject) -> list[Problem]:
    """Return the problems of one segment."""
    has_target = bool(subject.segment.target)
    return [
        Problem(subject.segment, check.code, message, check.blocks)
        for check in CHECKS
        if has_target or not check.needs_target
        for message in check.find(subject)
    ]
