"""The pages of the participating states, and their list."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks.choices import language_choices
from core.fields import TerritoryField
from core.languages import Language, active_language, site_language
from core.models import BasePage, ReaderPageManager, SectionPage, SourcesMixin
from core.sorting import alphabetical
from core.territories import cldr_name
from states.blocks import (
    TELEPHONE_NUMBER,
    TELEPHONE_NUMBER_ERROR,
    HelpingOrganisationBlock,
    HelpLineBlock,
    tel_number,
)
from states.panels import ShownHelpPanel
from states.policies import is_help_line_shown, reasons_unconfirmed
from states.structured_data import office


class StateIndexPage(SectionPage):
    """The list of states, in the alphabetical order of the reader's language."""

    always_quick_exit = True
    parent_page_types = ["home.HomePage"]
    subpage_types = ["states.StatePage"]
    promote_panels = SectionPage.seo_panels

    class Meta:
        verbose_name = _("list of states")
        verbose_name_plural = _("lists of states")

    @cached_property
    def states(self) -> list["StatePage"]:
        """The states in the alphabetical order of the reader's language."""
        states = StatePage.objects.for_listing("institution")
        return alphabetical(states, active_language(), name=lambda state: state.listing_title)


class StatePage(SourcesMixin, BasePage):
    """A participating state and its coordinating office: an institution, never a person."""

    territory = TerritoryField(_("state"))
    institution = models.CharField(_("coordinating institution"), max_length=250)
    institution_native = models.CharField(
        _("its own name"),
        max_length=250,
        blank=True,
        help_text=_("As the institution writes it in its own language; it is not translated."),
    )
    native_language = models.CharField(
        _("language of its own name"), max_length=20, choices=language_choices, blank=True
    )
    sits_in = models.CharField(
        _("part of"),
        max_length=250,
        blank=True,
        help_text=_("The ministry or body that the office belongs to."),
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("Of the institution, never of a person.")
    )
    membership_note = models.CharField(_("note on the membership"), max_length=300, blank=True)
    designation_footnote = models.TextField(
        _("footnote on the designation"),
        max_length=500,
        blank=True,
        help_text=_("Shown at the foot of every page on which the name of the state appears."),
    )
    emergency_number = models.CharField(
        _("emergency number"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(TELEPHONE_NUMBER, TELEPHONE_NUMBER_ERROR)],
        help_text=_(
            "Of the police or of all services, as the source prints it. Readers see it only with "
            "its source and the day on which it was checked."
        ),
    )
    emergency_number_source = models.URLField(
        _("source of the emergency number"),
        max_length=600,
        blank=True,
        default="",
        db_default="",
    )
    emergency_number_checked_on = models.DateField(
        _("emergency number checked on"), null=True, blank=True
    )
    help_lines = StreamField(
        [("help_line", HelpLineBlock())],
        verbose_name=_("help lines"),
        blank=True,
        default=list,
        help_text=_(
            "Readers see a line only with a source, a date checked and an expiry still to come."
        ),
    )
    helping_organisations = StreamField(
        [("organisation", HelpingOrganisationBlock())],
        verbose_name=_("organisations that give help"),
        blank=True,
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text=_("Readers see an organisation only with a source and a date checked."),
    )

    objects = ReaderPageManager()

    always_quick_exit = True
    review_interval = timedelta(days=182)  # help lines and offices change often
    parent_page_types = ["states.StateIndexPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("territory"),
        FieldPanel("designation_footnote"),
        MultiFieldPanel(
            [
                FieldPanel("institution"),
                FieldRowPanel([FieldPanel("institution_native"), FieldPanel("native_language")]),
                FieldPanel("sits_in"),
                FieldRowPanel([FieldPanel("website"), FieldPanel("email")]),
                FieldPanel("membership_note"),
            ],
            heading=_("Coordinating office"),
        ),
        ShownHelpPanel(heading=_("What readers see of the help")),
        FieldPanel("help_lines"),
        MultiFieldPanel(
            [
                FieldPanel("emergency_number"),
                FieldRowPanel(
                    [
                        FieldPanel("emergency_number_source"),
                        FieldPanel("emergency_number_checked_on"),
                    ]
                ),
            ],
            heading=_("Emergency number"),
        ),
        FieldPanel("helping_organisations"),
        *SourcesMixin.source_panels,
    ]
    promote_panels = BasePage.seo_panels
    search_fields = [
        *BasePage.search_fields,
        *map(index.SearchField, ("help_lines", "helping_organisations")),
        *map(index.SearchField, ("institution", "institution_native", "sits_in")),
        *map(index.SearchField, ("confirmed_addresses", "membership_note", "designation_footnote")),
        *SourcesMixin.source_search_fields,
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *SourcesMixin.synchronised_source_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "territory",
                "institution_native",
                "native_language",
                "email",
                "emergency_number",
                "emergency_number_source",
                "emergency_number_checked_on",
            )
        ),
        SynchronizedField("website"),
    ]

    class Meta:
        verbose_name = _("participating state")
        verbose_name_plural = _("participating states")

    listing_fields = ("territory",)

    @property
    def listing_title(self) -> str:
        """The name in the reader's language, even if the page is not translated."""
        return cldr_name(self.territory) if self.is_fallback else self.title

    @property
    def own_name_language(self) -> Language | None:
        return site_language(self.native_language) if self.native_language else None

    @property
    def structured_data(self) -> dict:
        return office(self)

    @property
    def caveats(self) -> list[tuple[str, str]]:
        return [(_("Membership"), self.membership_note)]

    def contradictions(self, day: date) -> Iterator[tuple[str, str]]:
        yield from super().contradictions(day)
        checked_on = self.emergency_number_checked_on
        if checked_on and checked_on > day:
            message = _("This day is still to come. Write the day of the last check.")
            yield "emergency_number_checked_on", message

    @property
    def listing_territory(self) -> str:
        return self.territory

    @property
    def confirmed_emergency_number(self) -> str:
        """The emergency number that readers may see today, or an empty text."""
        is_hidden = reasons_unconfirmed(
            self.emergency_number_source, self.emergency_number_checked_on, timezone.localdate()
        )
        return "" if is_hidden else self.emergency_number

    @property
    def tel_emergency_number(self) -> str:
        return tel_number(self.emergency_number)

    @property
    def is_office_confirmed(self) -> bool:
        return not reasons_unconfirmed(self.sources, self.checked_on, timezone.localdate())

    @property
    def confirmed_addresses(self) -> list[str]:
        """The website and the e-mail address that readers may see today: what a search finds."""
        return [self.website, self.email] if self.is_office_confirmed else []

    @cached_property
    def shown_organisations(self) -> list:
        """The organisations that readers may see today."""
        today = timezone.localdate()
        values = [block.value for block in self.helping_organisations]
        return [
            value
            for value in values
            if not reasons_unconfirmed(value["source"], value["checked_on"], today)
        ]

    @cached_property
    def shown_help_lines(self) -> list:
        """The help lines that readers may see today."""
        today = timezone.localdate()
        return [block.value for block in self.help_lines if is_help_line_shown(block.value, today)]
