"""The segments of a translation: each source text with its target text and its state.

wagtail-localize stores source and target by string and context. Here each text of the page is one
object. They are loaded in three queries, whatever the length of the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.translation import get_language
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from core.prepared_queries import prepared_query
from core.request_cache import cached_for_request
from translation.choices import SegmentState, TranslationOrigin
from translation.segments.field_descriptions import FieldDescription, describe_field
from translation.segments.markup import plain_text
from translation.segments.string_translations import MANUAL


@dataclass(frozen=True)
class PreviousTranslation:
    """The text at the same content path before the source changed, with its translation."""

    source: str
    target: str

    @property
    def target_text(self) -> str:
        return plain_text(self.target)


@dataclass
class TranslationSegment:
    """One text of a page in its source and target language.

    ``source`` and ``target`` are strings of wagtail-localize: HTML with inline tags only, in which
    links have an ``id`` instead of a URL. ``attrs`` contains the URLs.
    """

    pk: int
    string_id: int
    context_id: int
    path: str
    field_path: str
    order: int
    source: str
    model: type = field(repr=False)
    string_translation: StringTranslation | None = None
    previous: PreviousTranslation | None = None
    attrs: str = field(default="", repr=False)

    @property
    def key(self) -> tuple[int, int]:
        return self.context_id, self.string_id

    @property
    def target(self) -> str:
        return self.string_translation.data if self.string_translation else ""

    @property
    def anchor(self) -> str:
        """The fragment identifier in the translation editor."""
        return f"segment-{self.pk}"

    @property
    def source_text(self) -> str:
        """The source as plain text."""
        return plain_text(self.source)

    @property
    def target_text(self) -> str:
        return plain_text(self.target)

    @property
    def origin(self) -> TranslationOrigin:
        is_valid = (
            self.string_translation
            and self.string_translation.tool_name in TranslationOrigin.values
        )
        return (
            TranslationOrigin(self.string_translation.tool_name)
            if is_valid
            else TranslationOrigin.TYPED
        )

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has confirmed the translation and it has no error."""
        return bool(
            self.string_translation
            and not self.string_translation.has_error
            and self.string_translation.translation_type == MANUAL
        )

    @property
    def state(self) -> SegmentState:
        if self.is_confirmed:
            return SegmentState.CONFIRMED
        if self.string_translation:
            return SegmentState.UNCONFIRMED
        return SegmentState.CHANGED if self.previous else SegmentState.UNTRANSLATED

    @property
    def has_error(self) -> bool:
        return bool(self.string_translation and self.string_translation.has_error)

    @property
    def error(self) -> str:
        return self.string_translation.field_error if self.has_error else ""

    @cached_property
    def description(self) -> FieldDescription:
        key = ("field description", self.model, self.field_path, get_language())
        return cached_for_request(key, lambda: describe_field(self.model, self.field_path))

    @property
    def is_rich(self) -> bool:
        return self.description.is_rich

    @property
    def limit(self) -> int | None:
        return self.description.limit


def source_segments(source: TranslationSource | int) -> QuerySet[StringSegment]:
    """Return the texts of a source in the order of the page, as wagtail-localize stores them."""
    segments = StringSegment.objects.filter(source=source)
    return segments.select_related("string", "context").order_by("order")


def load_segments(
    translation: Translation, rows: Iterable[StringSegment] | None = None
) -> list[TranslationSegment]:
    """Return the segments of a translation; ``rows`` are its ``source_segments``, if loaded."""
    rows = source_segments(translation.source) if rows is None else rows
    segments = _segments(translation, rows)
    _add_translations(segments, translation)
    return segments


def segments_with(
    translation: Translation,
    rows: Iterable[StringSegment],
    stored: dict[tuple[int, int], StringTranslation],
) -> list[TranslationSegment]:
    """Return the segments of a translation with these texts, by context and string."""
    segments = _segments(translation, rows)
    for segment in segments:
        segment.string_translation = stored.get(segment.key)
    return segments


def load_segment(translation: Translation, pk: int) -> TranslationSegment:
    """Return one segment; raise ``StringSegment.DoesNotExist`` if it is not part of the page.

    Only the texts of the same context are loaded, so that saving one is fast on a long page.
    """
    rows = source_segments(translation.source)
    context = rows.filter(pk=pk).order_by().values("context")
    segments = _segments(translation, rows.filter(context__in=context))
    _add_translations(segments, translation, context__in=context)
    for segment in segments:
        if segment.pk == pk:
            return segment
    raise StringSegment.DoesNotExist


def load_segment_to_write(translation: Translation, pk: int) -> TranslationSegment:
    """Return one segment without its previous translation, in one query.

    Raises ``StringSegment.DoesNotExist`` if it is not part of the page.
    """
    rows = _row_to_write(translation.source_id, translation.target_locale_id, pk)
    if not rows:
        raise StringSegment.DoesNotExist
    [segment] = _segments(translation, rows)
    [row] = rows
    if stored := getattr(row, "stored", None):
        stored.translation_of, stored.context = row.string, row.context  # receivers read them
        segment.string_translation = stored
    return segment


@prepared_query
def _row_to_write(source_id: int, locale_id: int, pk: int) -> QuerySet:
    """Return one text of a source with its translation in one language, as ``stored``."""
    is_of_segment = Q(
        string__translations__locale=locale_id, string__translations__context=F("context")
    )
    return (
        source_segments(source_id)
        .filter(pk=pk)
        .annotate(stored=FilteredRelation("string__translations", condition=is_of_segment))
        .select_related("string", "context", "stored")
        .order_by()
    )


def _segments(translation: Translation, rows: Iterable[StringSegment]) -> list[TranslationSegment]:
    # From the cache of content types.
    kind = ContentType.objects.get_for_id(translation.source.specific_content_type_id)
    model = kind.model_class()
    return [
        TranslationSegment(
            row.pk,
            row.string_id,
            row.context_id,
            row.context.path,
            row.context.field_path,
            row.order,
            row.string.data,
            model,
            attrs=row.attrs,
        )
        for row in rows
    ]


def _add_translations(
    segments: list[TranslationSegment], translation: Translation, **conditions
) -> None:
    """Set the translation of each segment and, where it has none, the previous one."""
    stored = {
        (item.context_id, item.translation_of_id): item
        for item in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id,
            locale_id=translation.target_locale_id,
            **conditions,
        ).select_related("translation_of", "context", "last_translated_by")
    }
    for segment in segments:
        segment.string_translation = stored.get(segment.key)
    in_use = {segment.key for segment in segments}
    unused: dict[int, list[StringTranslation]] = {}
    for key, item in stored.items():
        # A derived text can be derived again: only what a person wrote is worth showing.
        if key not in in_use and item.tool_name != TranslationOrigin.DERIVED:
            unused.setdefault(item.context_id, []).append(item)
    for segment in segments:
        candidates = _superseded(segment, unused.get(segment.context_id, []))
        segment.previous = _most_similar(segment.source, candidates)


def _superseded(
    segment: TranslationSegment, unused: list[StringTranslation]
) -> list[StringTranslation]:
    """Return the unused translations of the context that this segment may have replaced.

    A confirmed segment has replaced none, except where a job has confirmed it: a derived one.
    """
    if not segment.is_confirmed:
        return unused
    if segment.origin == TranslationOrigin.DERIVED:
        return [item for item in unused if item.updated_at < segment.string_translation.created_at]
    return []


def _most_similar(text: str, candidates: list[StringTranslation]) -> PreviousTranslation | None:
    """Return the candidate whose source is most similar to the text, the latest of equal ones."""
    if not candidates:
        return None

    def similarity(item: StringTranslation) -> tuple:
        ratio = SequenceMatcher(None, item.translation_of.data, text, autojunk=False).ratio()
        return ratio, item.updated_at

    nearest = max(candidates, key=similarity)
    return PreviousTranslation(nearest.translation_of.data, nearest.data)
