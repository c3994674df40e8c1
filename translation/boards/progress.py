"""The progress of translations: one cell for each object and language, and totals by language.

The database counts for all cells at once, so the number of queries does not depend on the number
of objects or languages. The number of words is the number of spaces plus one: an estimate of the
work, not a basis for invoices.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import models
from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Length, Replace
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from core.languages import Language, get, source
from translation.choices import State
from translation.models import Assignment


class NoWork(models.TextChoices):
    """The state of a cell without an assignment."""

    MISSING = "missing", gettext_lazy("missing")
    DERIVED = "derived", gettext_lazy("derived")


class Mark(models.TextChoices):
    """A flag that a translation can have in any state."""

    OVERDUE = "overdue", gettext_lazy("overdue")
    SOURCE_CHANGED = "source-changed", gettext_lazy("source changed")
    OUTDATED = "outdated", gettext_lazy("readers see an older version")


# The columns of the totals. An object is in one state and can have several flags.
SUMMED = (NoWork.MISSING, *State, *Mark)
OPEN = Q(state__in=(State.IN_PROGRESS, State.RETURNED)) | Q(source_changed_at__isnull=False)


def having(value: str) -> Q:
    """Return the condition for assignments in a state or with a flag."""
    conditions = {
        Mark.OVERDUE: OPEN & Q(deadline__lt=timezone.localdate()),
        Mark.SOURCE_CHANGED: Q(source_changed_at__isnull=False),
        Mark.OUTDATED: Q(outdated_since__isnull=False),
    }
    return conditions.get(value, Q(state=value))


def running() -> QuerySet[Assignment]:
    """Return the assignments of the source language whose translation was not stopped."""
    return Assignment.objects.filter(
        translation__enabled=True, translation__source__locale__language_code=source().code
    )


@dataclass(frozen=True)
class Amount:
    """A number of segments (``texts``) and the number of words in them."""

    texts: int = 0
    words: int = 0


@dataclass(frozen=True)
class Cell:
    """The progress of one object in one language.

    ``total`` counts the segments of the source, ``done`` those with a confirmed translation.
    ``follows`` is the cell that a derived script takes its texts from.
    """

    language: Language
    state: State | NoWork = NoWork.MISSING
    marks: tuple[Mark, ...] = ()
    total: Amount = Amount()
    done: Amount = Amount()
    assignment: Assignment | None = None
    follows: "Cell | None" = None

    @property
    def is_missing(self) -> bool:
        return self.state == NoWork.MISSING

    @property
    def is_counted(self) -> bool:
        """Whether the number of confirmed segments is shown: only while somebody translates."""
        in_work = self.state in (State.IN_PROGRESS, State.RETURNED)
        return in_work or Mark.SOURCE_CHANGED in self.marks

    @property
    def words_left(self) -> int:
        return max(self.total.words - self.done.words, 0) if self.is_counted else 0

    @property
    def percent(self) -> int:
        return 100 * self.done.texts // self.total.texts if self.total.texts else 0

    @property
    def count(self) -> str:
        return _("%(done)d of %(all)d") % {"done": self.done.texts, "all": self.total.texts}

    @property
    def description(self) -> str:
        """The cell as a text for screen readers, such as “in progress, 3 of 12, overdue”."""
        parts = [str(self.state.label)]
        if self.is_counted:
            parts.append(self.count)
        parts += [str(flag.label) for flag in self.marks]
        if self.follows:
            parts.append(self.follows.description)
        return ", ".join(parts)


Key = tuple[UUID, int]


def cells_of(keys: Collection[UUID], locales: Collection[Locale]) -> dict[Key, Cell]:
    """Return a cell for each translation key and locale id. Takes four queries."""
    origins = origins_of(locales)
    locale_by_id = {locale.pk: locale for locale in [*locales, *origins.values()]}
    cells = {
        (key, pk): Cell(get(locale.language_code))
        for key in keys
        for pk, locale in locale_by_id.items()
    }
    assignments = running().filter(
        translation__source__object_id__in=keys, translation__target_locale__in=locale_by_id
    )
    total, done = _source_counts(keys), _confirmed_counts(keys, locale_by_id)
    for assignment in assignments.select_related("assignee", "translation__source").defer(
        "translation__source__content_json"
    ):
        object_key = assignment.translation.source.object_id
        key = (object_key, assignment.translation.target_locale_id)
        cells[key] = replace(
            cells[key],
            state=State(assignment.state),
            marks=marks_of(assignment),
            total=total.get(object_key, Amount()),
            done=done.get(key, Amount()),
            assignment=assignment,
        )
    for pk, origin in origins.items():
        for key in keys:
            cells[key, pk] = replace(
                cells[key, pk], state=NoWork.DERIVED, follows=cells[key, origin.pk]
            )
    return cells


def marks_of(assignment: Assignment) -> tuple[Mark, ...]:
    is_set = {
        Mark.OVERDUE: assignment.is_overdue,
        Mark.SOURCE_CHANGED: assignment.source_changed_at,
        Mark.OUTDATED: assignment.outdated_since,
    }
    return tuple(flag for flag in Mark if is_set[flag])


def origins_of(locales: Iterable[Locale]) -> dict[int, Locale]:
    """Return the locale that each derived locale takes its texts from, by the derived one's id."""
    codes = {locale.pk: get(locale.language_code).derived_from for locale in locales}
    found = {
        locale.language_code: locale
        for locale in Locale.objects.filter(language_code__in=codes.values())
    }
    return {pk: found[code] for pk, code in codes.items() if code in found}


def _word_count(column: str) -> Sum:
    """Count the words in a column of strings, without the space in the tag of a link."""
    text = Replace(column, Value("<a "), Value("<a"))
    spaces = Length(text) - Length(Replace(text, Value(" "), Value("")))
    return Sum(spaces + 1, output_field=models.IntegerField())


def _source_counts(keys: Collection[UUID]) -> dict[UUID, Amount]:
    """Count the segments of the sources, by translation key."""
    segments = StringSegment.objects.filter(
        source__object_id__in=keys, source__locale__language_code=source().code
    )
    counted = segments.values_list("source__object_id").annotate(
        texts=Count("pk"), words=_word_count("string__data")
    )
    return {key: Amount(texts, words) for key, texts, words in counted.order_by()}


def _confirmed_translations(**conditions) -> QuerySet[StringTranslation]:
    """Return the confirmed translations, one row for each source segment that they belong to."""
    return StringTranslation.objects.filter(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
        translation_of__segments__context=F("context"),
        translation_of__segments__source__locale__language_code=source().code,
        **conditions,
    ).order_by()


def _confirmed_counts(keys: Collection[UUID], locales: Collection[int]) -> dict[Key, Amount]:
    """Count the segments with a confirmed translation, by translation key and locale id."""
    counted = (
        _confirmed_translations(
            translation_of__segments__source__object_id__in=keys, locale__in=locales
        )
        .values_list("translation_of__segments__source__object_id", "locale_id")
        .annotate(texts=Count("pk"), words=_word_count("translation_of__data"))
    )
    return {(key, pk): Amount(texts, words) for key, pk, texts, words in counted}


@dataclass(frozen=True)
class Total:
    """The number of objects in each state and with each flag, for one language."""

    locale: Locale
    language: Language
    counts: dict[str, int]
    words_left: int = 0

    @property
    def by_state(self) -> list[tuple]:
        return [(state, self.counts[state]) for state in SUMMED]

    @property
    def percent_published(self) -> int:
        objects = sum(self.counts[state] for state in (NoWork.MISSING, *State))
        return 100 * self.counts[State.PUBLISHED] // objects if objects else 0


def totals_of(objects: int, work: QuerySet[Assignment], locales: list[Locale]) -> list[Total]:
    """Return the totals of a number of objects for each locale that is not derived."""
    values = [*State, *Mark]
    work = work.filter(translation__target_locale__in=locales)
    counted = {
        row["translation__target_locale"]: row
        for row in work.values("translation__target_locale")
        .order_by()
        .annotate(**{_alias(value): Count("pk", filter=having(value)) for value in values})
    }
    words_left = _words_left(work.filter(OPEN))
    totals = []
    for locale in locales:
        language = get(locale.language_code)
        if language.derived_from:
            continue
        row = counted.get(locale.pk, {})
        counts = {value: row.get(_alias(value), 0) for value in values}
        counts[NoWork.MISSING] = objects - sum(counts[state] for state in State)
        totals.append(Total(locale, language, counts, max(words_left[locale.pk], 0)))
    return totals


def _alias(value: str) -> str:
    return f"count_{value.replace('-', '_')}"


def _words_left(work: QuerySet[Assignment]) -> dict[int, int]:
    """Count the source words without a confirmed translation, by locale id."""
    translation = "translation_of__segments__source__translations"
    segments = StringSegment.objects.filter(source__in=work.values("translation__source"))
    words = segments.order_by().values_list("source").annotate(words=_word_count("string__data"))
    words_by_source = dict(words)
    done = _confirmed_translations(
        **{f"{translation}__assignment__in": work, "locale": F(f"{translation}__target_locale")}
    ).values_list("locale")
    left = Counter()
    for pk, source_pk in work.values_list("translation__target_locale", "translation__source"):
        left[pk] += words_by_source.get(source_pk, 0)
    left.subtract(dict(done.annotate(words=_word_count("translation_of__data"))))
    return left
