"""Quality checks of the texts and files of a translation, made before it is submitted.

Each check is a function that yields a message for each problem of one segment. The table of checks
sets which problems are errors, which block the submission, and which are warnings.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wagtail_localize.models import Translation

from core.languages import site_language
from translation.checks import files, glossary, numbers, progress, scripts, typography
from translation.checks.checked_segment import CheckedSegment
from translation.segments.glossary_lookup import glossary_of
from translation.segments.overrides import OverridableValue
from translation.segments.text import TranslationSegment


@dataclass(frozen=True)
class QualityCheck:
    """A check of one segment. If it ``blocks``, its problems are errors, otherwise warnings.

    ``needs_target``: the check is only made of segments that have a target text.
    """

    code: str
    find: Callable[[CheckedSegment], Iterable[str]]
    blocks: bool = False
    needs_target: bool = True


CHECKS = (
    QualityCheck("untranslated", progress.untranslated, blocks=True, needs_target=False),
    QualityCheck("source-changed", progress.source_changed, blocks=True, needs_target=False),
    QualityCheck("unconfirmed", progress.unconfirmed, blocks=True),
    QualityCheck("too-long", progress.too_long, blocks=True),
    QualityCheck("broken-markup", progress.broken_markup, blocks=True),
    QualityCheck("formatting", progress.formatting, blocks=True),
    QualityCheck("forbidden-form", glossary.forbidden_forms, blocks=True),
    QualityCheck("footnote-mark", glossary.footnote_marks, blocks=True),
    QualityCheck("mixed-scripts", scripts.mixed_scripts, blocks=True),
    QualityCheck("foreign-letters", scripts.foreign_letters, blocks=True),
    QualityCheck("foreign-word", scripts.foreign_words),
    QualityCheck("number", numbers.numbers),
    QualityCheck("date", numbers.dates),
    QualityCheck("agreed-form", glossary.approved_forms),
    QualityCheck("same-as-source", typography.same_as_source),
    QualityCheck("line-break", progress.line_breaks),
    QualityCheck("outer-space", typography.outer_spaces),
    QualityCheck("doubled-space", typography.doubled_spaces),
    QualityCheck("final-punctuation", typography.final_punctuation),
    QualityCheck("unbalanced", typography.unbalanced),
)

# Codes of problems that only say that the work on a text is not finished.
UNFINISHED = {"untranslated", "source-changed", "unconfirmed"}


@dataclass(frozen=True)
class TranslationProblem:
    """A problem of one segment or of the file chosen for one language.

    If it ``blocks``, it is an error; otherwise a warning, which the translator may ignore.
    """

    location: TranslationSegment | OverridableValue
    code: str
    message: str
    blocks: bool


def problems_in_translation(
    translation: Translation, segments: list[TranslationSegment]
) -> list[TranslationProblem]:
    """Return all problems of a translation: its texts in the order of the page, then its files."""
    return [
        *problems_in_segments(segments, translation),
        *(
            TranslationProblem(choice, "deleted-file", message, blocks=True)
            for choice, message in files.deleted_files(translation)
        ),
    ]


def problems_in_segments(
    segments: Iterable[TranslationSegment], translation: Translation
) -> list[TranslationProblem]:
    """Return the problems of some segments of a translation, in one query."""
    return _find_problems(segments, translation, CHECKS)


def errors_in_segments(
    segments: Iterable[TranslationSegment], translation: Translation
) -> list[TranslationProblem]:
    """Return only those that block the submission: to look for warnings takes twice as long."""
    return _find_problems(segments, translation, [check for check in CHECKS if check.blocks])


def _find_problems(
    segments: Iterable[TranslationSegment], translation: Translation, checks: Iterable[QualityCheck]
) -> list[TranslationProblem]:
    locale = translation.target_locale
    language, glossary = site_language(locale.language_code), glossary_of(locale)
    return [
        problem
        for segment in segments
        for problem in problems_in_segment(CheckedSegment(segment, language, glossary), checks)
    ]


def problems_in_segment(
    subject: CheckedSegment, checks: Iterable[QualityCheck] = CHECKS
) -> list[TranslationProblem]:
    """Return the problems of one segment."""
    has_target = bool(subject.segment.target)
    return [
        TranslationProblem(subject.segment, check.code, message, check.blocks)
        for check in checks
        if has_target or not check.needs_target
        for message in check.find(subject)
    ]
