"""MeetingPage: a meeting of the network."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks import FileBlock, PictureBlock
from core.blocks.text import TEXT_FEATURES
from core.dates import DatePrecision, PartialDate
from core.fields import ReferencedManyToManyField
from core.languages import active_language
from core.localization import chosen_page_ids
from core.models import (
    BasePage,
    PartialDateMixin,
    PlaceMixin,
    SourcesMixin,
    Theme,
)
from core.models.theme import source_themes, themes_for_reader
from core.prepared_queries import child_objects
from core.sorting import alphabetical
from core.subjects import Subjects
from core.territories import cldr_name
from meetings.blocks import AgendaDayBlock
from meetings.choices import CALLED_OFF_STATUSES, MeetingKind, MeetingStatus, ParticipationStatus
from meetings.forms import MeetingPageForm
from meetings.structured_data import event

from .querysets import MeetingQuerySet
from .relations import MeetingParticipant


class SynchronizedThemesField(SynchronizedField):
    """Synchronises an empty list, too: wagtail-localize skips empty many-to-many fields."""

    def get_field(self, model):
        return SimpleNamespace(attname="theme_list")


class MeetingPage(PartialDateMixin, PlaceMixin, SourcesMixin, BasePage):
    """A meeting of the coordinators or of their ministers."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=MeetingKind.choices, default=MeetingKind.COORDINATORS
    )
    status = models.CharField(
        _("status"), max_length=20, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED
    )
    is_context = models.BooleanField(
        _("context only"),
        default=False,
        help_text=_("For a meeting of the wider process without a visible network decision."),
    )
    is_online = models.BooleanField(_("held online"), default=False)
    host = models.CharField(
        _("host"),
        max_length=250,
        blank=True,
        help_text=_("An institution, never a person, such as “Ministry of the Interior”."),
    )
    organiser = models.CharField(
        _("organiser"),
        max_length=250,
        blank=True,
        help_text=_("Only if it is another one than the host."),
    )
    ordinal = models.CharField(
        _("number of the meeting"),
        max_length=120,
        blank=True,
        help_text=_("As the source gives it, such as “Fifth meeting”; it is never computed."),
    )
    themes = ReferencedManyToManyField(
        Theme,
        verbose_name=_("themes"),
        blank=True,
        related_name="+",
        limit_choices_to=source_themes,
    )
    participation = models.CharField(
        _("participating states"),
        max_length=20,
        choices=ParticipationStatus.choices,
        default=ParticipationStatus.NOT_RECORDED,
        help_text=_("Becomes “listed” by itself when you choose a state."),
    )
    participation_note = models.CharField(_("note on the participants"), max_length=300, blank=True)
    agenda = StreamField(
        [("day", AgendaDayBlock())], verbose_name=_("agenda"), blank=True, default=list
    )
    outcome = RichTextField(_("outcome"), features=TEXT_FEATURES, blank=True)
    documents = StreamField(
        [("file", FileBlock())], verbose_name=_("documents"), blank=True, default=list
    )
    pictures = StreamField(
        [("picture", PictureBlock())], verbose_name=_("pictures"), blank=True, default=list
    )
    related_declarations = StreamField(
        [
            (
                "declaration",
                blocks.PageChooserBlock(
                    label=_("Declaration"), page_type="declarations.DeclarationPage"
                ),
            )
        ],
        verbose_name=_("related declarations"),
        blank=True,
        default=list,
        help_text=_("Declarations adopted at the meeting appear by themselves."),
    )

    objects = PageManager.from_queryset(MeetingQuerySet)()

    base_form_class = MeetingPageForm
    offers_pdf = True
    parent_page_types = ["meetings.MeetingIndexPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("kind"), FieldPanel("status")])],
            heading=_("Kind and status"),
        ),
        *PartialDateMixin.date_panels,
        MultiFieldPanel(
            [
                PlaceMixin.place_row,
                FieldPanel("is_online"),
                FieldPanel("host"),
                FieldPanel("organiser"),
            ],
            heading=_("Place and host"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("network_states"),
                InlinePanel(
                    "participants",
                    heading=_("Other states, or with an earlier name"),
                    label=_("State"),
                ),
                FieldPanel("participation"),
                FieldPanel("participation_note"),
            ],
            heading=_("Participating states"),
        ),
        FieldPanel("outcome"),
        FieldPanel("documents"),
        FieldPanel("agenda"),
        FieldPanel("pictures"),
        FieldPanel("themes", widget=CheckboxSelectMultiple),
        FieldPanel("related_declarations"),
        MultiFieldPanel(
            [FieldPanel("ordinal"), FieldPanel("is_context")], heading=_("In the process")
        ),
        *SourcesMixin.source_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        *map(index.SearchField, ("date_note", "place", "host", "organiser", "ordinal")),
        *map(index.SearchField, ("outcome", "names_used", "participation_note")),
        *map(index.SearchField, ("agenda", "documents", "pictures")),
        *SourcesMixin.source_search_fields,
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *PartialDateMixin.synchronised_date_fields,
        *SourcesMixin.synchronised_source_fields,
        SynchronizedThemesField("themes", overridable=False),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "kind",
                "status",
                "is_context",
                "country",
                "is_online",
                "participation",
                "participants",
                "related_declarations",
            )
        ),
    ]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    listing_fields = ("kind", "status", "is_online")

    @property
    def listing_kind(self) -> str:
        return self.get_kind_display()

    @property
    def listing_status(self) -> str:
        return self.get_status_display() if self.status in CALLED_OFF_STATUSES else ""

    @property
    def listing_venue(self) -> str:
        return _("Online") if self.is_online else ""

    @property
    def is_in_calendar(self) -> bool:
        """Whether readers are offered a calendar file: the date is known to the day."""
        return self.date_precision == DatePrecision.DAY and self.status not in CALLED_OFF_STATUSES

    @cached_property
    def declarations(self) -> list[BasePage]:
        """Declarations adopted at the meeting or added by an editor, in the reader's language."""
        declarations = self._meta.get_field("adopted_declarations").related_model.objects
        # A declaration refers to the meeting in the source language, in every translation.
        condition = Q(meeting__translation_key=self.translation_key)
        if added := chosen_page_ids(self.related_declarations):
            chosen = Page.objects.filter(pk__in=added).order_by()
            condition |= Q(translation_key__in=chosen.values("translation_key"))
        return list(declarations.filter(condition).for_listing().order_by("-date_rank"))

    @property
    def theme_list(self) -> list[Theme]:
        return list(self.themes.all())

    @theme_list.setter
    def theme_list(self, themes: list[Theme]) -> None:
        self.themes = themes

    @cached_property
    def reader_themes(self) -> list[Theme]:
        keys = set(self.themes.values_list("translation_key", flat=True))
        return [theme for theme in themes_for_reader() if theme.translation_key in keys]

    @cached_property
    def listed_participants(self) -> list[MeetingParticipant]:
        """The participants, sorted by their names in the reader's language."""
        is_listed = self.participation == ParticipationStatus.LISTED
        participants = child_objects(self, "participants") if is_listed else []
        return alphabetical(
            participants, active_language(), name=lambda item: cldr_name(item.territory)
        )

    @property
    def names_used(self) -> list[str]:
        """The names of states in the sources where they differ from today's names."""
        return [item.name_used for item in self.listed_participants if item.name_used]

    @property
    def structured_data(self) -> dict:
        return event(self)

    @property
    def subjects(self) -> Subjects:
        participants = [item.territory for item in self.listed_participants]
        return Subjects(
            territories=(self.country, *participants),
            themes=[theme.slug for theme in self.theme_list],
            places=(self.place,),
        )

    @property
    def had_no_participants(self) -> bool:
        """Whether a source says that no state took part; an empty list alone does not."""
        return self.participation == ParticipationStatus.NONE

    @property
    def is_upcoming(self) -> bool:
        return self.status == MeetingStatus.PLANNED and self.date.last_day() >= timezone.localdate()

    @property
    def caveats(self) -> list[tuple[str, str]]:
        return [
            (_("Date"), "" if self.is_upcoming else self.date_note),
            (_("Participating states"), self.participation_note),
        ]

    def clean(self):
        super().clean()
        if self.is_online and (self.place or self.country):
            raise ValidationError(
                {"is_online": _("A meeting is held either online or at a place, not both.")}
            )

    def contradictions(self, day: date) -> Iterator[tuple[str, str]]:
        yield from super().contradictions(day)
        if self.status == MeetingStatus.HELD and self.start_date and self.start_date > day:
            yield (
                "status",
                _("A meeting still to come was not held yet. Correct the date or the status."),
            )

    def editor_warnings(self) -> list[str]:
        # Not self.date: the form shows a last day before the first one again, too.
        last = self.end_date or self.start_date
        last_day = last and PartialDate(last, precision=self.date_precision).last_day()
        if self.status == MeetingStatus.PLANNED and last and last_day < timezone.localdate():
            overdue = _("The date has passed, but the meeting is still planned. Was it held?")
            return [overdue, *super().editor_warnings()]
        return super().editor_warnings()
