"""The segments of a translation: each text with its source, its words so far and its state.

Read in three queries, however long the page. What wagtail-localize stores per string and context
is here one object per text, as translators, checks and files think of it.
"""

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translation.choices import Origin, SegmentState
from translation.words.field_descriptions import FieldDescription, describe
from translation.words.markup import plain as plain


@dataclass(frozen=True)
class Previous:
    """What stood in this place before the source changed, and how it had been translated."""

    source: str
    target: str


@dataclass
class Segment:
    """One text. ``source`` and ``target`` are wagtail-localize's strings: HTML with inline tags
    only, where links carry an ``id`` in place of their address. ``attrs`` has the addresses.
    """

    pk: int
    string_id: int
    context_id: int
    path: str
    field_path: str
    order: int
    source: str
    model: type = field(repr=False)
    words: StringTranslation | None = None
    previous: Previous | None = None
    attrs: str = field(default="", repr=False)

    @property
    def key(self) -> tuple[int, int]:
        return self.context_id, self.string_id

    @property
    def target(self) -> str:
        return self.words.data if self.words else ""

    @property
    def anchor(self) -> str:
        """Where the translation editor shows it."""
        return f"segment-{self.pk}"

    @property
    def source_text(self) -> str:
        """The source as a reader sees it."""
        return plain(self.source)

    @property
    def target_text(self) -> str:
        return plain(self.target)

    @property
    def origin(self) -> Origin:
        known = self.words and self.words.tool_name in Origin.values
        return Origin(self.words.tool_name) if known else Origin.TYPED

    @property
    def is_confirmed(self) -> bool:
        """Whether a person stands behind the words and nothing is wrong with them."""
        return bool(
            self.words
            and not self.words.has_error
            and self.words.translation_type == StringTranslation.TRANSLATION_TYPE_MANUAL
        )

    @property
    def state(self) -> SegmentState:
        if self.is_confirmed:
            return SegmentState.CONFIRMED
        if self.words:
            return SegmentState.UNCONFIRMED
        return SegmentState.CHANGED if self.previous else SegmentState.UNTRANSLATED

    @property
    def error(self) -> str:
        return self.words.field_error if self.words and self.words.has_error else ""

    @cached_property
    def description(self) -> FieldDescription:
        return describe(self.model, self.field_path)

    @property
    def is_rich(self) -> bool:
        return self.description.is_rich

    @property
    def limit(self) -> int | None:
        return self.description.limit


def load_segments(translation: Translation) -> list[Segment]:
    """Return the segments of a translation in the order of the page."""
    return _load(translation)


def load_segment(translation: Translation, pk: int) -> Segment:
    """Return one segment; raise ``StringSegment.DoesNotExist`` if the page does not have it.

    Reads the texts that stand in the same place only, so that saving one is cheap.
    """
    place = StringSegment.objects.filter(source_id=translation.source_id, pk=pk).values("context")
    for segment in _load(translation, context__in=place):
        if segment.pk == pk:
            return segment
    raise StringSegment.DoesNotExist


def _load(translation: Translation, **place) -> list[Segment]:
    model = translation.source.specific_content_type.model_class()
    segments = [
        Segment(
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
        for row in StringSegment.objects.filter(source_id=translation.source_id, **place)
        .select_related("string", "context")
        .order_by("order")
    ]
    _add_words(segments, translation, **place)
    return segments


def _add_words(segments: list[Segment], translation: Translation, **place) -> None:
    """Give each segment its words, and each untranslated one what stood in its place before."""
    known = {
        (words.context_id, words.translation_of_id): words
        for words in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id,
            locale_id=translation.target_locale_id,
            **place,
        ).select_related("translation_of", "context", "last_translated_by")
    }
    for segment in segments:
        segment.words = known.get(segment.key)
    in_use = {segment.key for segment in segments}
    left: dict[int, list[StringTranslation]] = {}
    for key, words in known.items():
        # Derived words are nobody's: only what a person wrote is worth being seen again.
        if key not in in_use and words.tool_name != Origin.DERIVED:
            left.setdefault(words.context_id, []).append(words)
    for segment in segments:
        segment.previous = _nearest(segment.source, _superseded(segment, left))


def _superseded(segment: Segment, left: dict[int, list[StringTranslation]]):
    """The words that this text may have taken the place of, as a derived one does by itself."""
    candidates = left.get(segment.context_id, [])
    if not segment.is_confirmed:
        return candidates
    if segment.origin == Origin.DERIVED:
        return [words for words in candidates if words.updated_at < segment.words.created_at]
    return []


def _nearest(text: str, candidates: list[StringTranslation]) -> Previous | None:
    """Choose, of the words left over in one place, those whose source was most like the text."""
    if not candidates:
        return None

    def likeness(words: StringTranslation) -> tuple:
        ratio = SequenceMatcher(None, words.translation_of.data, text, autojunk=False).ratio()
        return ratio, words.updated_at

    nearest = max(candidates, key=likeness)
    return Previous(nearest.translation_of.data, nearest.data)
