"""The comparison of an uploaded file with the translations on the site.

A three-way merge of the translation at the time of the export (as a fingerprint in the file), the
current translation, and the translation in the file. This module only compares; nothing is saved.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import SlugField, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.models import String, StringTranslation, TranslationContext

from translation.models import Assignment
from translation.words.field_descriptions import editable_at
from translation.words.markup import plain
from translation.words.segments import Segment, load_segments
from translation.words.validation import validation_error
from translation.words.word_differences import ADDED, Difference, word_differences

from .base import Document, Unit, as_exchanged, fingerprint, key_of

LONGEST_COMPARED = 6_000  # characters


class Outcome(TextChoices):
    """The result of the comparison for one text of the file."""

    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changed")
    CONFLICT = "conflict", gettext_lazy("changed on the site, too")
    STALE = "stale", gettext_lazy("source changed since")
    INVALID = "invalid", gettext_lazy("not usable")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")

    @property
    def explanation(self) -> str:
        return EXPLANATIONS[self]


EXPLANATIONS = {
    Outcome.NEW: gettext_lazy("The site has no words for these texts yet."),
    Outcome.CHANGED: gettext_lazy("The words of the file take the place of those on the site."),
    Outcome.CONFLICT: gettext_lazy(
        "Somebody changed these words on the site after the file was made. They stay as they are, "
        "unless you say that the file is right."
    ),
    Outcome.STALE: gettext_lazy(
        "The source of these texts has changed since. Your words are not taken over, but offered "
        "as a suggestion where the text stood."
    ),
    Outcome.INVALID: gettext_lazy(
        "These words are left out. Put them right in your tool and import the file again: what has "
        "been taken over by then is not asked twice."
    ),
    Outcome.UNCHANGED: gettext_lazy("The file brings nothing new for these texts."),
}


@dataclass
class Item:
    """One text of a file, with its segment, which may since have been removed from the page."""

    document: Document
    unit: Unit
    outcome: Outcome
    segment: Segment | None = None
    reason: str = ""
    # For a text that was removed from the page: whether it is saved as a suggestion.
    is_kept: bool = False

    @property
    def key(self) -> str:
        return f"{self.document.uuid}:{self.unit.key}"

    @property
    def label(self) -> str:
        return self.segment.description.label if self.segment else self.unit.path

    @property
    def source(self) -> str:
        return plain(self.unit.source)

    @property
    def before(self) -> str:
        return plain(self.segment.target) if self.segment else ""

    @property
    def after(self) -> str:
        return plain(self.unit.target)

    @property
    def differences(self) -> list[Difference]:
        """The differences word by word; for very long texts, only the text in the file."""
        if len(self.before) + len(self.after) > LONGEST_COMPARED:
            return [Difference(ADDED, self.after)]
        return word_differences(self.before, self.after)

    @property
    def shows_differences(self) -> bool:
        return self.outcome in (Outcome.CHANGED, Outcome.CONFLICT)

    @property
    def is_only_markup(self) -> bool:
        return self.shows_differences and self.before == self.after

    @cached_property
    def is_slug(self) -> bool:
        """Whether it is part of a URL, which is only changed with consent."""
        segment = self.segment
        return bool(segment) and isinstance(
            editable_at(segment.model, segment.field_path), SlugField
        )

    @property
    def asks(self) -> bool:
        """Whether it is only imported if the user ticks its checkbox."""
        return self.outcome == Outcome.CONFLICT or (
            self.outcome in (Outcome.NEW, Outcome.CHANGED) and self.is_slug
        )


@dataclass
class PageComparison:
    """One file compared with its page. ``absent`` is the number of texts missing in the file."""

    document: Document
    assignment: Assignment
    items: list[Item] = field(default_factory=list)
    absent: int = 0

    @cached_property
    def counts(self) -> Counter:
        return Counter(item.outcome for item in self.items)

    @property
    def summary(self) -> list[tuple[Outcome, int]]:
        return [(outcome, self.counts[outcome]) for outcome in Outcome if self.counts[outcome]]

    @property
    def groups(self) -> list[tuple[Outcome, list[Item]]]:
        """The texts by outcome, without unchanged ones, which are only counted."""
        return [
            (outcome, [item for item in self.items if item.outcome == outcome])
            for outcome, _count in self.summary
            if outcome != Outcome.UNCHANGED
        ]


def compare(document: Document, assignment: Assignment) -> PageComparison:
    """Compare each text of the file with the current segments, or with earlier ones."""
    segments: dict[str, Segment] = {}
    for segment in load_segments(assignment.translation):
        segments.setdefault(key_of(segment.path, segment.source), segment)
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
    return PageComparison(document, assignment, items, len(missing))


def _compare_current(document: Document, unit: Unit, segment: Segment) -> Item:
    outcome, reason = _outcome(unit, segment), ""
    if outcome != Outcome.UNCHANGED:
        reason = _fault(unit, segment)
        outcome = Outcome.INVALID if reason else outcome
    return Item(document, unit, outcome, segment, reason)


def _outcome(unit: Unit, segment: Segment) -> Outcome:
    """Merge. An empty text deletes no translation; an equal one never removes a confirmation."""
    if unit.fault:
        return Outcome.INVALID
    if not plain(unit.target).strip():
        return Outcome.UNCHANGED
    before = as_exchanged(segment.target)
    ours = fingerprint(before, segment.is_confirmed)
    theirs = fingerprint(unit.target, unit.confirmed)
    if theirs in (ours, unit.base):
        return Outcome.UNCHANGED
    if ours == unit.base or not (before or unit.base):
        return Outcome.CHANGED if before else Outcome.NEW
    if before == unit.target:
        return Outcome.CHANGED if unit.confirmed else Outcome.UNCHANGED
    return Outcome.CONFLICT


def _fault(unit: Unit, segment: Segment) -> str:
    """Return why a text cannot be imported, or an empty string."""
    if unit.fault:
        return unit.fault
    if plain(unit.source).split() != plain(segment.source).split():
        return _("The source text was altered in the file.")
    return validation_error(segment, unit.target)


def _compare_removed(document: Document, unit: Unit, segment: Segment | None) -> Item:
    """Compare a text that is not on the page, with its segment in an earlier source version."""
    if not unit.target and not unit.fault:
        return Item(document, unit, Outcome.UNCHANGED, segment)
    if segment is None:
        reason = _("This text was never on the page.")
        return Item(document, unit, Outcome.INVALID, reason=reason)
    if reason := _fault(unit, segment):
        return Item(document, unit, Outcome.INVALID, segment, reason)
    is_kept = _outcome(unit, segment) in (Outcome.NEW, Outcome.CHANGED)
    return Item(document, unit, Outcome.STALE, segment, is_kept=is_kept)


def _earlier_segments(keys: set[str], assignment: Assignment) -> dict[str, Segment]:
    """Return segments of earlier source versions, with their current translations, by key."""
    source = assignment.translation.source
    model = source.specific_content_type.model_class()
    found: dict[str, tuple[str, str]] = {}
    for texts in source.versions.values_list("texts", flat=True):
        for path, text in texts:
            if (key := key_of(path, text)) in keys:
                found[key] = (path, text)
    contexts = {
        context.path: context
        for context in TranslationContext.objects.filter(
            object_id=source.object_id, path__in={path for path, _text in found.values()}
        )
    }
    hashes = {String._get_data_hash(text) for _path, text in found.values()}
    strings = String.objects.filter(locale_id=source.locale_id, data_hash__in=hashes)
    ids = {string.data: string.pk for string in strings}
    locale_id = assignment.translation.target_locale_id
    translations = _translations(contexts.values(), ids.values(), locale_id)
    segments = {}
    for key, (path, text) in found.items():
        if path in contexts and text in ids:
            context, string_id = contexts[path], ids[text]
            segments[key] = Segment(
                None, string_id, context.pk, path, context.field_path, 0, text, model,
                words=translations.get((context.pk, string_id)),
            )  # fmt: skip
    return segments


def _translations(contexts, string_ids, locale_id: int) -> dict[tuple[int, int], StringTranslation]:
    """Return the translations by context id and string id."""
    translations = StringTranslation.objects.filter(
        context__in=list(contexts), translation_of__in=list(string_ids), locale_id=locale_id
    )
    return {(item.context_id, item.translation_of_id): item for item in translations}
