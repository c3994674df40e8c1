"""The translation memory: all confirmed translations of all pages, and those of imported files.

Exact matches are stored as unconfirmed translations. Similar texts are offered as suggestions, with
their differences. A translation of a page comes before an equally similar one of a file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Abs, Coalesce, Length
from wagtail_localize.models import String, StringTranslation, Translation

from translation.choices import TranslationOrigin
from translation.models import MemoryUnit, SegmentChange
from translation.segments.differences import TextDifference, word_differences
from translation.segments.markup import plain_text
from translation.segments.string_translations import IS_CONFIRMED, MACHINE
from translation.segments.text import TranslationSegment

# Below this ratio of equal characters, a match is no help.
MIN_SIMILARITY = 0.6
MAX_CANDIDATES = 2000  # of pages
MAX_IMPORTED_CANDIDATES = 1000


@dataclass(frozen=True)
class FuzzyMatch:
    """A similar text that was translated before. ``similarity`` is a ratio between 0 and 1.

    ``file`` is the name of the imported file that contains it; empty if it is that of a page.
    """

    source: str
    target: str
    similarity: float
    differences: list[TextDifference]
    file: str = ""


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
    """Return a translation of each of these strings that has one.

    It is the latest confirmed one, on whatever page, or else the latest of an imported file.
    """
    confirmed = StringTranslation.objects.filter(
        IS_CONFIRMED, translation_of=OuterRef("pk"), locale_id=locale_id
    ).order_by("-updated_at")
    imported = MemoryUnit.objects.filter(
        source_locale=OuterRef("locale"),
        source_hash=OuterRef("data_hash"),
        target_locale=locale_id,
    ).order_by("-pk")
    match = Coalesce(
        Subquery(confirmed.values("data")[:1]), Subquery(imported.values("target")[:1])
    )
    strings = String.objects.filter(pk__in=list(string_ids)).annotate(match=match)
    return dict(strings.exclude(match=None).values_list("pk", "match"))


def confirmed_translations(translation: Translation) -> QuerySet[StringTranslation]:
    """Return all confirmed translations between the two languages of a translation.

    Whoever may see one translation into a language may see all of them.
    """
    return StringTranslation.objects.filter(
        IS_CONFIRMED,
        locale_id=translation.target_locale_id,
        translation_of__locale_id=translation.source.locale_id,
    )


def fuzzy_matches(
    segment: TranslationSegment, translation: Translation, most: int = 3
) -> list[FuzzyMatch]:
    """Return the ``most`` most similar texts with a translation, the best first.

    ``real_quick_ratio`` and ``quick_ratio`` are upper bounds that exclude most candidates early.
    """
    text = plain_text(segment.source)
    # The previous text of the segment is shown separately.
    before = segment.previous.source if segment.previous else None
    found: dict[str, FuzzyMatch] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    for source, target, file in _candidates(segment, translation):
        matcher.set_seq1(plain_source := plain_text(source))
        if source in (before, *found) or matcher.real_quick_ratio() < MIN_SIMILARITY:
            continue
        if matcher.quick_ratio() >= MIN_SIMILARITY and matcher.ratio() >= MIN_SIMILARITY:
            differences = word_differences(plain_source, text)
            found[source] = FuzzyMatch(source, target, matcher.ratio(), differences, file)
    return sorted(found.values(), key=lambda match: -match.similarity)[:most]


def _candidates(
    segment: TranslationSegment, translation: Translation
) -> Iterator[tuple[str, str, str]]:
    """Yield source, target and file: the latest of pages, then of files those of similar length.

    The same source on a page is not among them, since its translation was filled in. That of a file
    is, unless the segment already has this translation: it may be newer than the page.
    """
    confirmed = confirmed_translations(translation).exclude(translation_of=segment.string_id)
    latest = confirmed.order_by("-updated_at").values_list("translation_of__data", "data")
    for source, target in latest[:MAX_CANDIDATES]:
        yield source, target, ""
    imported = MemoryUnit.objects.filter(
        target_locale_id=translation.target_locale_id,
        source_locale_id=translation.source.locale_id,
    ).exclude(source=segment.source, target=segment.target)
    nearest = imported.order_by(Abs(Length("source") - len(segment.source)), "-pk")
    yield from nearest.values_list("source", "target", "file__name")[:MAX_IMPORTED_CANDIDATES]
