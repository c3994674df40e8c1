"""Mixins for pages that record events and documents: a partial date, a place, sources."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks.source import SourceBlock
from core.dates import DatePrecision, PartialDate, date_range_error
from core.fields import PartialDateField, TerritoryField

MAX_SIMILAR = 3  # records in one warning each


def _similar_record_warning(page) -> SafeString:
    link = format_html(
        '<a href="{}">{}</a>',
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        page.get_admin_display_title(),
    )
    question = _("Is this the same as {page}? The title is the same, or the kind and the date.")
    return format_html(question, page=link)


class PartialDateMixin(models.Model):
    """A date that may be known to the day, the month or only the year."""

    start_date = PartialDateField(
        _("first day"),
        help_text=_("A month or a year is enough, if no more is known: 12.2026, 2026."),
    )
    end_date = PartialDateField(
        _("last day"), null=True, blank=True, help_text=_("Only if it lasted longer than a day.")
    )
    date_precision = models.CharField(
        _("the date is exact to the"),
        max_length=5,
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
    )
    date_note = models.CharField(
        _("note on the date"),
        max_length=200,
        blank=True,
        help_text=_(
            "What is uncertain about it. Readers find it under “About this record”, and beside a "
            "date to come."
        ),
    )
    date_rank = models.IntegerField(editable=False, default=0, db_index=True)
    last_date = models.DateField(editable=False, null=True, db_index=True)

    date_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
                FieldPanel("date_note"),
            ],
            heading=_("Date"),
        )
    ]
    synchronised_date_fields = [
        SynchronizedField(name, overridable=False)
        for name in ("start_date", "end_date", "date_precision")
    ]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Update ``date_rank`` and ``last_date``, by which the database sorts and compares.

        In descending order of ``date_rank``, an unknown part is last: months before "2020".
        """
        self.__dict__.pop("date", None)
        known_month = self.date_precision != DatePrecision.YEAR
        known_day = self.date_precision == DatePrecision.DAY
        self.date_rank = (
            self.start_date.year * 10_000
            + self.start_date.month * 100 * known_month
            + self.start_date.day * known_day
        )
        self.last_date = self.date.last_day()
        return super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.start_date and self.end_date:
            problem = date_range_error(self.start_date, self.end_date, self.date_precision)
            if problem:
                raise ValidationError({"end_date": problem})

    def editor_warnings(self) -> list[str]:
        return [*super().editor_warnings(), *map(_similar_record_warning, self._similar_records())]

    def _similar_records(self) -> models.QuerySet:
        """Return the records that may be the same one: with its title, or its kind and date."""
        same = models.Q(title__iexact=self.title) if self.title else models.Q()
        if self.start_date:
            names = ("kind", "start_date", "end_date", "date_precision")
            same |= models.Q(**{name: getattr(self, name) for name in names})
        if not same:
            return type(self).objects.none()
        records = type(self).objects.filter(same, locale_id=self.locale_id).exclude(pk=self.pk)
        return records.order_by("-date_rank")[:MAX_SIMILAR]

    @cached_property
    def date(self) -> PartialDate:
        return PartialDate(self.start_date, self.end_date, DatePrecision(self.date_precision))

    listing_fields = ("start_date", "end_date", "date_precision", "date_rank")

    @property
    def listing_date(self) -> PartialDate:
        return self.date

    @property
    def listing_rank(self) -> int:
        return self.date_rank


class PlaceMixin(models.Model):
    """The place of an event; the country is a code, which templates render as a name."""

    place = models.CharField(_("place"), max_length=120, blank=True)
    country = TerritoryField(_("country"), blank=True)

    place_row = FieldRowPanel([FieldPanel("place"), FieldPanel("country")])

    class Meta:
        abstract = True

    listing_fields = ("place", "country")

    @property
    def listing_place(self) -> str:
        return self.place

    @property
    def listing_country(self) -> str:
        return self.country


class AbstractRecordedState(Orderable):
    """A state in a list of a record, with the name that the source used at the time."""

    territory = TerritoryField(_("state"))
    name_used = models.CharField(
        _("name as used at the time"),
        max_length=120,
        blank=True,
        help_text=_("Only where the source writes another name than today's."),
    )

    panels = [FieldRowPanel([FieldPanel("territory"), FieldPanel("name_used")])]

    class Meta(Orderable.Meta):
        abstract = True


class SourcesMixin(models.Model):
    """The sources of a record, and the day on which it was last compared with them."""

    sources = StreamField(
        [("source", SourceBlock())], verbose_name=_("sources"), blank=True, default=list
    )
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which this record was last compared with its sources."),
    )
    source_note = models.TextField(
        _("what the sources leave open"),
        max_length=500,
        blank=True,
        help_text=_("Shown to readers: what is uncertain, inferred or missing."),
    )

    source_panels = [
        MultiFieldPanel(
            [FieldPanel("sources"), FieldPanel("checked_on"), FieldPanel("source_note")],
            heading=_("Sources"),
        )
    ]
    source_search_fields = [index.SearchField("sources"), index.SearchField("source_note")]
    synchronised_source_fields = [
        SynchronizedField(name, overridable=False) for name in ("sources", "checked_on")
    ]

    # Whether the page records facts, each of which needs a source.
    is_record = True
    check_interval = timedelta(days=365)

    class Meta:
        abstract = True

    @property
    def record_notes(self) -> list[tuple[str, str]]:
        """What readers are told of the record besides its facts: pairs of a label and a text."""
        notes = [*self.caveats, (_("Sources"), self.source_note)]
        return [(label, note) for label, note in notes if note]

    @property
    def caveats(self) -> list[tuple[str, str]]:
        """The notes on single facts, each with the label of the fact; a text may be empty."""
        return []

    def contradictions(self, day: date) -> Iterator[tuple[str, str]]:
        yield from super().contradictions(day)
        if self.checked_on and self.checked_on > day:
            yield "checked_on", _("This day is still to come. Write the day of the last check.")

    @classmethod
    def needing_check(cls, today: date) -> models.QuerySet:
        """Return the live records without a source or with a check that is too old or missing."""
        pages = cls.objects.filter(live=True)
        if not cls.is_record:
            return pages.none()
        return pages.filter(
            Q(sources=[]) | Q(checked_on=None) | Q(checked_on__lt=today - cls.check_interval)
        )
