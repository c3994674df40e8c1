"""The pages of the participating states, and their list."""

from datetime import timedelta

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
from states.blocks import HelpLineBlock
from states.panels import HelpLineStatusPanel
from states.policies import EMERGENCY_NUMBER, is_shown
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
    help_lines = StreamField(
        [("help_line", HelpLineBlock())],
        verbose_name=_("help lines"),
        blank=True,
        default=list,
        help_text=_(
            "Readers see a line only with a source, a date checked and an expiry still to come."
        ),
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
        HelpLineStatusPanel(heading=_("What readers see of the help lines")),
        FieldPanel("help_lines"),
        *SourcesMixin.source_panels,
    ]
    promote_panels = BasePage.seo_panels
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("help_lines"),
        *map(index.SearchField, ("institution", "institution_native", "sits_in")),
        *map(index.SearchField, ("website", "email", "membership_note", "designation_footnote")),
        *SourcesMixin.source_search_fields,
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *SourcesMixin.synchronised_source_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("territory", "institution_native", "native_language", "email")
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
    def listing_territory(self) -> str:
        return self.territory

    @property
    def emergency_number(self) -> str:
        return EMERGENCY_NUMBER

    @cached_property
    def shown_help_lines(self) -> list:
        """The help lines that readers may see today."""
        today = timezone.localdate()
        return [block.value for block in self.help_lines if is_shown(block.value, today)]
