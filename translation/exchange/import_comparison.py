"""The comparison of an uploaded file with the translations on the site.

A three-way merge of the translation at the time of the export (as a fingerprint in the file), the
current translation, and the translation in the file. This module only compares; nothing is saved.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import SlugField, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.models import String, StringTranslation, TranslationContext

from translation.checks import TranslationProblem
from translation.models import Assignment
from translation.segments.differences import ADDED, TextDifference, word_differences
from translation.segments.field_descriptions import field_or_block_at
from translation.segments.markup import plain_text
from translation.segments.text import TranslationSegment, load_segments
from translation.segments.validation import validation_error
from translation.wagtail_internals import string_data_hash

from .documents import (
    ExchangeDocument,
    TranslationUnit,
    normalised_text,
    target_text_fingerprint,
    unit_key,
)

MAX_COMPARED_CHARACTERS = 6_000  # characters


class ImportOutcome(TextChoices):
    """The result of the comparison for one text of the file."""

    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changed")
    CONFLICT = "conflict", gettext_lazy("changed on the site, too")
    STALE = "stale", gettext_lazy("source changed since")
    INVALID = "invalid", gettext_lazy("not usable")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")

    @property
    def explanation(self) -> str:
        return OUTCOME_EXPLANATIONS[self]


OUTCOME_EXPLANATIONS = {
    ImportOutcome.NEW: gettext_lazy("The site has no translation of these texts yet."),
    ImportOutcome.CHANGED: gettext_lazy("The translations in the file replace those on the site."),
    ImportOutcome.CONFLICT: gettext_lazy(
        "Somebody changed these translations on the site after the file was exported. They "
        "are kept unless you choose to overwrite them."
    ),
    ImportOutcome.STALE: gettext_lazy(
        "The source of these texts has changed since the export. Your translations are not "
        "imported, but offered as suggestions in the same place."
    ),
    ImportOutcome.INVALID: gettext_lazy(
        "These translations are not imported. Correct them in your tool and import the "
        "file again: texts that were imported already are not asked for twice."
    ),
    ImportOutcome.UNCHANGED: gettext_lazy("The file contains nothing new for these texts."),
}


@dataclass
class ImportItem:
    """One text of a file, with its segment, which may since have been removed from the page."""

    document: ExchangeDocument
    unit: TranslationUnit
    outcome: ImportOutcome
    segment: TranslationSegment | None = None
    reason: str = ""
    # For a text that was removed from the page: whether it is saved as a suggestion.
    is_suggestion: bool = False
    # What the quality checks find in it, for a preview.
    problems: list[TranslationProblem] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.document.uuid}:{self.unit.key}"

    @property
    def label(self) -> str:
        return self.segment.description.label if self.segment else self.unit.path

    @property
    def source(self) -> str:
        return plain_text(self.unit.source)

    @property
    def before(self) -> str:
        return plain_text(self.segment.target) if self.segment else ""

    @property
    def after(self) -> str:
        return plain_text(self.unit.target)

    @property
    def differences(self) -> list[TextDifference]:
        """The differences word by word; for very long texts, only the text in the file."""
        if len(self.before) + len(self.after) > MAX_COMPARED_CHARACTERS:
            return [TextDifference(ADDED, self.after)]
        return word_differences(self.before, self.after)

    @property
    def shows_differences(self) -> bool:
        return self.outcome in (ImportOutcome.CHANGED, ImportOutcome.CONFLICT)

    @property
    def is_only_markup(self) -> bool:
        return self.shows_differences and self.before == self.after

    @cached_property
    def is_slug(self) -> bool:
        """Whether it is part of a URL, which is only changed with consent."""
        segment = self.segment
        return bool(segment) and isinstance(
            field_or_block_at(segment.model, segment.field_path), SlugField
        )

    @property
    def needs_consent(self) -> bool:
        """Whether it is only imported if the user ticks its checkbox."""
        return self.outcome == ImportOutcome.CONFLICT or (
            self.outcome in (ImportOutcome.NEW, ImportOutcome.CHANGED) and self.is_slug
        )

    def is_imported(self, agreed: Collection[str] = ()) -> bool:
        """Whether it is written if the user has ticked the checkboxes of the keys in ``agreed``."""
        if self.needs_consent:
            return self.key in agreed
        return self.is_suggestion or self.outcome in (ImportOutcome.NEW, ImportOutcome.CHANGED)


@dataclass
class DocumentComparison:
    """One file compared with its page. ``missing_count`` is the number of texts missing in the
    file.
    """

    document: ExchangeDocument
    assignment: Assignment
    items: list[ImportItem] = field(default_factory=list)
    missing_count: int = 0

    @cached_property
    def counts(self) -> Counter:
        return Counter(item.outcome for item in self.items)

    @property
    def problem_count(self) -> int:
        return sum(len(item.problems) for item in self.items)

    @property
    def summary(self) -> list[tuple[ImportOutcome, int]]:
        return [
            (outcome, self.counts[outcome]) for outcome in ImportOutcome if self.counts[outcome]
        ]

    @property
    def items_by_outcome(self) -> list[tuple[ImportOutcome, list[ImportItem]]]:
        """The texts by outcome, without unchanged ones, which are only counted."""
        return [
            (outcome, [item for item in self.items if item.outcome == outcome])
            for outcome, _count in self.summary
            if outcome != ImportOutcome.UNCHANGED
        ]


def compare_document(document: ExchangeDocument, assignment: Assignment) -> DocumentComparison:
    """Compare each text of the file with the current segments, or with earlier ones."""
    segments: dict[str, TranslationSegment] = {}
    for segment in load_segments(assignment.translation):
        segments.setdefault(unit_key(segment.path, segment.source), segment)
    unmatched = {unit.key for unit in document.units} - segments.keys()
    earlier = _earlier_segments(unmatched, assignment) if unmatched else {}
    items = []
    for unit in document.units:
        if unit.key in segments:
            item = _compare_current(document, unit, segments[unit.key])
        else:
            item = _compare_removed(document, unit, earlier.get(unit.key))
        items.append(item)
    missing = segments.keys() - {unit.key for unit in document.units}
    return DocumentComparison(document, assignment, items, len(missing))


def _compare_current(
    document: ExchangeDocument, unit: TranslationUnit, segment: TranslationSegment
) -> ImportItem:
    outcome, reason = _outcome(unit, segment), ""
    if outcome != ImportOutcome.UNCHANGED:
        reason = _fault(unit, segment)
        outcome = ImportOutcome.INVALID if reason else outcome
    return ImportItem(document, unit, outcome, segment, reason)


def _outcome(unit: TranslationUnit, segment: TranslationSegment) -> ImportOutcome:
    """Merge. An empty text deletes no translation; an equal one never removes a confirmation."""
    if unit.error:
        return ImportOutcome.INVALID
    if not plain_text(unit.target).strip():
        return ImportOutcome.UNCHANGED
    before = normalised_text(segment.target)
    ours = target_text_fingerprint(before, segment.is_confirmed)
    theirs = target_text_fingerprint(unit.target, unit.confirmed)
    if theirs in (ours, unit.base):
        return ImportOutcome.UNCHANGED
    if ours == unit.base or not (before or unit.base):
        return ImportOutcome.CHANGED if before else ImportOutcome.NEW
    if before == unit.target:
        return ImportOutcome.CHANGED if unit.confirmed else ImportOutcome.UNCHANGED
    return ImportOutcome.CONFLICT


def _fault(unit: TranslationUnit, segment: TranslationSegment) -> str:
    """Return why a text cannot be imported, or an empty string."""
    if unit.error:
        return unit.error
    if plain_text(unit.source).split() != plain_text(segment.source).split():
        return _("The source text was altered in the file.")
    return validation_error(segment, unit.target)


def _compare_removed(
    document: ExchangeDocument, unit: TranslationUnit, segment: TranslationSegment | None
) -> ImportItem:
    """Compare a text that is not on the page, with its segment in an earlier source version."""
    if not unit.target and not unit.error:
        return ImportItem(document, unit, ImportOutcome.UNCHANGED, segment)
    if segment is None:
        reason = _("This text was never on the page.")
        return ImportItem(document, unit, ImportOutcome.INVALID, reason=reason)
    if reason := _fault(unit, segment):
        return ImportItem(document, unit, ImportOutcome.INVALID, segment, reason)
    is_suggestion = _outcome(unit, segment) in (ImportOutcome.NEW, ImportOutcome.CHANGED)
    return ImportItem(document, unit, ImportOutcome.STALE, segment, is_suggestion=is_suggestion)


def _earlier_segments(keys: set[str], assignment: Assignment) -> dict[str, TranslationSegment]:
    """Return segments of earlier source versions, with their current translations, by key."""
    source = assignment.translation.source
    model = source.specific_content_type.model_class()
    found: dict[str, tuple[str, str]] = {}
    for texts in source.versions.values_list("texts", flat=True):
        for path, text in texts:
            if (key := unit_key(path, text)) in keys:
                found[key] = (path, text)
    contexts = {
        context.path: context
        for context in TranslationContext.objects.filter(
            object_id=source.object_id, path__in={path for path, _text in found.values()}
        )
    }
    hashes = {string_data_hash(text) for _path, text in found.values()}
    strings = String.objects.filter(locale_id=source.locale_id, data_hash__in=hashes)
    ids = {string.data: string.pk for string in strings}
    locale_id = assignment.translation.target_locale_id
    translations = _translations(contexts.values(), ids.values(), locale_id)
    segments = {}
    for key, (path, text) in found.items():
        if path in contexts and text in ids:
            context, string_id = contexts[path], ids[text]
            segments[key] = TranslationSegment(
                None, string_id, context.pk, path, context.field_path, 0, text, model,
                string_translation=translations.get((context.pk, string_id)),
            )  # fmt: skip
    return segments


def _translations(contexts, string_ids, locale_id: int) -> dict[tuple[int, int], StringTranslation]:
    """Return the translations by context id and string id."""
    translations = StringTranslation.objects.filter(
        context__in=list(contexts), translation_of__in=list(string_ids), locale_id=locale_id
    )
    return {(item.context_id, item.translation_of_id): item for item in translations}
