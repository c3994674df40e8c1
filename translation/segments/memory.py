"""The translation memory: all confirmed translations of all pages.

Exact matches are stored as unconfirmed translations. Similar texts are offered as suggestions, with
their differences.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from wagtail_localize.models import StringTranslation, Translation

from translation.choices import TranslationOrigin
from translation.models import SegmentChange
from translation.segments.differences import TextDifference, word_differences
from translation.segments.markup import plain_text
from translation.segments.text import TranslationSegment

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
# Below this ratio of equal characters, a match is no help.
MIN_SIMILARITY = 0.6
MAX_CANDIDATES = 2000


@dataclass(frozen=True)
class FuzzyMatch:
    """A similar text that was translated before. ``similarity`` is a ratio between 0 and 1."""

    source: str
    target: str
    similarity: float
    differences: list[TextDifference]


def pretranslate_from_memory(translation: Translation, segments: list[TranslationSegment]) -> int:
    """Store the exact matches as unconfirmed translations, in three queries; return their number.

    ``segments`` are all those of the translation.
    """
    empty = [item for item in segments if not item.string_translation and not item.previous]
    matches = exact_matches((segment.string_id for segment in empty), translation.target_locale_id)
    matched = [segment for segment in empty if segment.string_id in matches]
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale_id=translation.target_locale_id,
                data=matches[segment.string_id],
                translation_type=MACHINE,
                tool_name=TranslationOrigin.MEMORY,
            )
            for segment in matched
        ],
        ignore_conflicts=True,
    )
    SegmentChange.objects.bulk_create(
        [
            SegmentChange(
                translation=translation,
                string_id=segment.string_id,
                context_id=segment.context_id,
                after=matches[segment.string_id],
                origin=TranslationOrigin.MEMORY,
            )
            for segment in matched
        ]
    )
    return len(matched)


def exact_matches(string_ids: Iterable[int], locale_id: int) -> dict[int, str]:
    """Return the latest confirmed translation of each of these strings, on whatever page."""
    confirmed = StringTranslation.objects.filter(
        translation_of__in=list(string_ids),
        locale_id=locale_id,
        translation_type=MANUAL,
        has_error=False,
    )
    return dict(confirmed.order_by("updated_at").values_list("translation_of_id", "data"))


def fuzzy_matches(
    segment: TranslationSegment, translation: Translation, most: int = 3
) -> list[FuzzyMatch]:
    """Return the ``most`` most similar texts with a confirmed translation, the best first.

    ``real_quick_ratio`` and ``quick_ratio`` are upper bounds that exclude most candidates early.
    """
    text = plain_text(segment.source)
    candidates = (
        StringTranslation.objects.filter(
            locale_id=translation.target_locale_id,
            translation_of__locale_id=translation.source.locale_id,
            translation_type=MANUAL,
            has_error=False,
        )
        .exclude(translation_of=segment.string_id)
        .order_by("-updated_at")
        .values_list("translation_of__data", "data")[:MAX_CANDIDATES]
    )
    # The previous text of the segment is shown separately.
    before = segment.previous.source if segment.previous else None
    found: dict[str, FuzzyMatch] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    for source, target in candidates:
        matcher.set_seq1(plain_source := plain_text(source))
        if source in (before, *found) or matcher.real_quick_ratio() < MIN_SIMILARITY:
            continue
        if matcher.quick_ratio() >= MIN_SIMILARITY and matcher.ratio() >= MIN_SIMILARITY:
            differences = word_differences(plain_source, text)
            found[source] = FuzzyMatch(source, target, matcher.ratio(), differences)
    return sorted(found.values(), key=lambda match: -match.similarity)[:most]
