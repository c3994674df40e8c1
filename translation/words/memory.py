"""The translation memory: everything that was ever translated, on any page.

Exact matches are filled in and marked as such until a person confirms them; near matches are
offered with what is different.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from wagtail_localize.models import StringTranslation, Translation

from translation.choices import Origin
from translation.models import SegmentChange
from translation.words.segments import Segment, load_segments, plain
from translation.words.word_differences import Difference, word_differences

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
# Shares of equal characters below which two texts have little in common, and how many to look at.
LEAST_LIKENESS = 0.6
MOST_CANDIDATES = 2000


@dataclass(frozen=True)
class NearMatch:
    """A similar text translated before. ``likeness`` is between 0 and 1."""

    source: str
    target: str
    likeness: float
    differences: list[Difference]


def fill_from_memory(translation: Translation) -> int:
    """Fill in the exact matches, unconfirmed; return how many. Three queries more than loading."""
    empty = [
        segment
        for segment in load_segments(translation)
        if not segment.words and not segment.previous
    ]
    known = exact_matches((segment.string_id for segment in empty), translation.target_locale_id)
    found = [segment for segment in empty if segment.string_id in known]
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale_id=translation.target_locale_id,
                data=known[segment.string_id],
                translation_type=MACHINE,
                tool_name=Origin.MEMORY,
            )
            for segment in found
        ],
        ignore_conflicts=True,
    )
    SegmentChange.objects.bulk_create(
        [
            SegmentChange(
                translation=translation,
                string_id=segment.string_id,
                context_id=segment.context_id,
                after=known[segment.string_id],
                origin=Origin.MEMORY,
            )
            for segment in found
        ]
    )
    return len(found)


def exact_matches(string_ids: Iterable[int], locale_id: int) -> dict[int, str]:
    """The latest confirmed words for each of these strings, in any place."""
    confirmed = StringTranslation.objects.filter(
        translation_of__in=list(string_ids),
        locale_id=locale_id,
        translation_type=MANUAL,
        has_error=False,
    )
    return dict(confirmed.order_by("updated_at").values_list("translation_of_id", "data"))


def near_matches(segment: Segment, translation: Translation, most: int = 3) -> list[NearMatch]:
    """The most similar texts that were confirmed before, the best first.

    Only texts of about the same length are compared: others cannot be alike enough.
    """
    text = plain(segment.source)
    candidates = (
        StringTranslation.objects.filter(
            locale_id=translation.target_locale_id,
            translation_of__locale_id=translation.source.locale_id,
            translation_type=MANUAL,
            has_error=False,
        )
        .exclude(translation_of=segment.string_id)
        .order_by("-updated_at")
        .values_list("translation_of__data", "data")[:MOST_CANDIDATES]
    )
    # What stood in this place before is shown by itself, with what changed.
    before = segment.previous.source if segment.previous else None
    found: dict[str, NearMatch] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    for source, target in candidates:
        matcher.set_seq1(plain_source := plain(source))
        if source in (before, *found) or matcher.real_quick_ratio() < LEAST_LIKENESS:
            continue
        if matcher.quick_ratio() >= LEAST_LIKENESS and matcher.ratio() >= LEAST_LIKENESS:
            differences = word_differences(plain_source, text)
            found[source] = NearMatch(source, target, matcher.ratio(), differences)
    return sorted(found.values(), key=lambda match: -match.likeness)[:most]
