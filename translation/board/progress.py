"""The progress of translations: one cell for each object and language, and totals by language.

The database counts for all cells at once, so the number of queries does not depend on the number
of objects or languages. The number of words is the number of spaces plus one: an estimate of the
work, not a basis for invoices.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Length, Replace
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from core.languages import Language, site_language, source_language
from core.prepared_queries import prepared_query
from core.request_cache import cached_for_request
from translation.choices import TranslationState
from translation.models import Assignment
from translation.models.assignments import OPEN_STATES, open_condition
from translation.segments.string_translations import IS_CONFIRMED


class StateWithoutAssignment(models.TextChoices):
    """The state of a cell without an assignment."""

    MISSING = "missing", gettext_lazy("missing")
    DERIVED = "derived", gettext_lazy("derived")


class TranslationFlag(models.TextChoices):
    """A flag that a translation can have in any state."""

    OVERDUE = "overdue", gettext_lazy("overdue")
    SOURCE_CHANGED = "source-changed", gettext_lazy("source changed")
    OUTDATED = "outdated", gettext_lazy("readers see an older version")


# The columns of the totals. An object is in one state and can have several flags.
TOTALLED_STATES = (StateWithoutAssignment.MISSING, *TranslationState, *TranslationFlag)
IS_OPEN = open_condition()


def is_overdue_on(day: date) -> Q:
    return IS_OPEN & Q(deadline__lt=day)


def condition_for(value: str) -> Q:
    """Return the condition for assignments in a state or with a flag."""
    conditions = {
        TranslationFlag.OVERDUE: is_overdue_on(timezone.localdate()),
        TranslationFlag.SOURCE_CHANGED: Q(source_changed_at__isnull=False),
        TranslationFlag.OUTDATED: Q(outdated_since__isnull=False),
    }
    return conditions.get(value, Q(state=value))


def active_assignments() -> QuerySet[Assignment]:
    """Return the assignments of the source language whose translation was not stopped."""
    return Assignment.objects.filter(
        translation__enabled=True, translation__source__locale=source_locale_id()
    )


def source_locale_id() -> int:
    """Return the id of the locale, by which a database estimates better than by its language."""
    code = source_language().code
    return cached_for_request("source locale", lambda: Locale.objects.get(language_code=code).pk)


@dataclass(frozen=True)
class TextCount:
    """A number of segments (``texts``) and the number of words in them."""

    texts: int = 0
    words: int = 0


class AssignmentRow(NamedTuple):
    """What cells and their export show of an assignment.

    There are hundreds on a page, so they are no model instances, which take longer to make.
    ``key`` is the translation key of its object, ``locale`` and ``assignee`` are ids.
    """

    pk: int
    key: UUID
    locale: int
    state: str
    deadline: date | None
    priority: int
    source_changed_at: datetime | None
    outdated_since: datetime | None
    assignee: int | None
    is_overdue: bool

    @property
    def flags(self) -> tuple[TranslationFlag, ...]:
        is_set = {
            TranslationFlag.OVERDUE: self.is_overdue,
            TranslationFlag.SOURCE_CHANGED: self.source_changed_at,
            TranslationFlag.OUTDATED: self.outdated_since,
        }
        return tuple(flag for flag in TranslationFlag if is_set[flag])


@dataclass(frozen=True)
class ProgressCell:
    """The progress of one object in one language.

    ``total`` counts the segments of the source, ``done`` those with a confirmed translation.
    ``origin_cell`` is the cell that a derived script takes its texts from.
    """

    language: Language
    state: TranslationState | StateWithoutAssignment = StateWithoutAssignment.MISSING
    flags: tuple[TranslationFlag, ...] = ()
    total: TextCount = TextCount()
    done: TextCount = TextCount()
    assignment: AssignmentRow | None = None
    origin_cell: "ProgressCell | None" = None

    @property
    def is_missing(self) -> bool:
        return self.state == StateWithoutAssignment.MISSING

    @property
    def shows_count(self) -> bool:
        """Whether the number of confirmed segments is shown: only while somebody translates."""
        return self.state in OPEN_STATES or TranslationFlag.SOURCE_CHANGED in self.flags

    @property
    def words_left(self) -> int:
        return max(self.total.words - self.done.words, 0) if self.shows_count else 0

    @property
    def percent(self) -> int:
        return 100 * self.done.texts // self.total.texts if self.total.texts else 0

    @property
    def count(self) -> str:
        return _("%(done)d of %(all)d") % {"done": self.done.texts, "all": self.total.texts}

    @property
    def look(self) -> tuple:
        """What two cells that look alike have in common."""
        origin = self.origin_cell.look if self.origin_cell else None
        return self.language.code, self.state, self.flags, self.done.texts, self.total.texts, origin

    @property
    def description(self) -> str:
        """The cell as a text for screen readers, such as “in progress, 3 of 12, overdue”."""
        parts = [str(self.state.label)]
        if self.shows_count:
            parts.append(self.count)
        parts += [str(flag.label) for flag in self.flags]
        if self.origin_cell:
            parts.append(self.origin_cell.description)
        return ", ".join(parts)


CellKey = tuple[UUID, int]


def progress_cells(
    keys: Collection[UUID], locales: Collection[Locale]
) -> dict[CellKey, ProgressCell]:
    """Return a cell for each translation key and locale id. Takes four queries."""
    origins = origin_locales(locales)
    locale_by_id = {locale.pk: locale for locale in [*locales, *origins.values()]}
    total, done = _source_counts(keys), _confirmed_counts(keys, locale_by_id)
    assignments = _assignments(keys, locale_by_id)
    cells = {}
    for pk, locale in locale_by_id.items():
        language = site_language(locale.language_code)
        for key in keys:
            assignment = assignments.get((key, pk))
            cells[key, pk] = (
                ProgressCell(
                    language,
                    TranslationState(assignment.state),
                    assignment.flags,
                    total.get(key, TextCount()),
                    done.get((key, pk), TextCount()),
                    assignment,
                )
                if assignment
                else ProgressCell(language)
            )
    for pk, origin in origins.items():
        for key in keys:
            cells[key, pk] = replace(
                cells[key, pk],
                state=StateWithoutAssignment.DERIVED,
                origin_cell=cells[key, origin.pk],
            )
    return cells


def _assignments(keys: Collection[UUID], locales: Collection[int]) -> dict[CellKey, AssignmentRow]:
    found = _assignments_of(list(keys), list(locales), source_locale_id(), timezone.localdate())
    rows = map(AssignmentRow._make, found)
    return {(row.key, row.locale): row for row in rows}


@prepared_query
def _assignments_of(
    keys: list[UUID], locales: list[int], source_locale: int, today: date
) -> QuerySet:
    found = Assignment.objects.filter(
        translation__enabled=True,
        translation__source__locale=source_locale,
        translation__source__object__translation_key__in=keys,
        translation__target_locale__pk__in=locales,
    )
    return found.values_list(
        # In the order of AssignmentRow.
        *("pk", "translation__source__object_id", "translation__target_locale_id", "state"),
        *("deadline", "priority", "source_changed_at", "outdated_since", "assignee_id"),
        ExpressionWrapper(is_overdue_on(today), models.BooleanField()),
    )


def origin_locales(locales: Iterable[Locale]) -> dict[int, Locale]:
    """Return the locale that each derived locale takes its texts from, by the derived one's id."""
    codes = {locale.pk: site_language(locale.language_code).derived_from for locale in locales}
    found = {
        locale.language_code: locale
        for locale in Locale.objects.filter(language_code__in=codes.values())
    }
    return {pk: found[code] for pk, code in codes.items() if code in found}


def _word_count(column: str) -> Sum:
    """Count the words in a column of strings, without the space in the tag of a link."""
    without_spaces_in_tags = Replace(column, Value("<a "), Value("<a"))
    without_spaces = Replace(column, Value(" "), Value(""))
    spaces = Length(without_spaces_in_tags) - Length(without_spaces)
    return Sum(spaces + 1, output_field=models.IntegerField())


def _source_counts(keys: Collection[UUID]) -> dict[UUID, TextCount]:
    """Count the segments of the sources, by translation key."""
    counted = _counted_sources(list(keys), source_locale_id())
    return {key: TextCount(texts, words) for key, texts, words in counted}


@prepared_query
def _counted_sources(keys: list[UUID], source_locale: int) -> QuerySet:
    segments = StringSegment.objects.filter(
        source__object__translation_key__in=keys, source__locale=source_locale
    )
    counted = segments.values_list("source__object_id")
    return counted.annotate(texts=Count("pk"), words=_word_count("string__data")).order_by()


def _confirmed_counts(keys: Collection[UUID], locales: Collection[int]) -> dict[CellKey, TextCount]:
    """Count the segments with a confirmed translation, by translation key and locale id."""
    counted = _counted_translations(list(keys), list(locales), source_locale_id())
    return {(key, pk): TextCount(texts, words) for key, pk, texts, words in counted}


@prepared_query
def _counted_translations(keys: list[UUID], locales: list[int], source_locale: int) -> QuerySet:
    source = "translation_of__segments__source"
    # One row for each source segment that a translation belongs to.
    confirmed = StringTranslation.objects.filter(
        IS_CONFIRMED,
        translation_of__segments__context=F("context"),
        locale__pk__in=locales,
        **{f"{source}__locale": source_locale},
        **{f"{source}__object__translation_key__in": keys},
    ).order_by()
    return confirmed.values_list(f"{source}__object_id", "locale_id").annotate(
        texts=Count("pk"), words=_word_count("translation_of__data")
    )


@dataclass(frozen=True)
class LanguageTotal:
    """The number of objects in each state and with each flag, for one language."""

    locale: Locale
    language: Language
    counts: dict[str, int]

    @property
    def by_state(self) -> list[tuple]:
        return [(state, self.counts[state]) for state in TOTALLED_STATES]

    @property
    def percent_published(self) -> int:
        objects = sum(
            self.counts[state] for state in (StateWithoutAssignment.MISSING, *TranslationState)
        )
        return 100 * self.counts[TranslationState.PUBLISHED] // objects if objects else 0


def language_totals(
    objects: int, work: QuerySet[Assignment], locales: list[Locale]
) -> list[LanguageTotal]:
    """Return the totals of a number of objects for each locale that is not derived.

    The locales are no condition of the queries: SQLite would begin with them, and take longer.
    """
    values = [*TranslationState, *TranslationFlag]
    counted = {
        row["translation__target_locale"]: row
        for row in work.values("translation__target_locale")
        .order_by()
        .annotate(**{_alias(value): Count("pk", filter=condition_for(value)) for value in values})
    }
    totals = []
    for locale in locales:
        language = site_language(locale.language_code)
        if language.derived_from:
            continue
        row = counted.get(locale.pk, {})
        counts = {value: row.get(_alias(value), 0) for value in values}
        counts[StateWithoutAssignment.MISSING] = objects - sum(
            counts[state] for state in TranslationState
        )
        totals.append(LanguageTotal(locale, language, counts))
    return totals


def _alias(value: str) -> str:
    return f"count_{value.replace('-', '_')}"


def words_left_by_locale(work: QuerySet[Assignment]) -> dict[int, int]:
    """Count the source words of open work without a confirmed translation, by locale id."""
    confirmed = StringTranslation.objects.filter(
        IS_CONFIRMED,
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef("target"),
    )
    segment = "translation__source__stringsegment"
    segments = work.filter(IS_OPEN, **{f"{segment}__isnull": False}).annotate(
        target=F("translation__target_locale"),
        string=F(f"{segment}__string"),
        context=F(f"{segment}__context"),
    )
    left = segments.filter(~Exists(confirmed)).order_by().values_list("target")
    return dict(left.annotate(words=_word_count(f"{segment}__string__data")))
