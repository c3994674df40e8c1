from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from core.blocks.text import INLINE_FEATURES, TERM_FEATURE
from core.localization import linked_pages
from core.models import SectionPage, SourcesMixin
from home.blocks import MilestoneBlock


class HistoryPage(SourcesMixin, SectionPage):
    """The history of the network as a timeline of milestones."""

    introduction = RichTextField(
        _("introduction"), features=[*INLINE_FEATURES, TERM_FEATURE], blank=True
    )
    milestones = StreamField(
        [("milestone", MilestoneBlock())],
        verbose_name=_("milestones"),
        blank=True,
        default=list,
        help_text=_("Readers see them in order of date, whatever their order here."),
    )

    in_feeds = True
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    content_panels = [
        *SectionPage.content_panels,
        FieldPanel("milestones"),
        *SourcesMixin.source_panels,
    ]
    search_fields = [
        *SectionPage.search_fields,
        index.SearchField("milestones"),
        *SourcesMixin.source_search_fields,
    ]
    override_translatable_fields = [
        *SectionPage.override_translatable_fields,
        *SourcesMixin.synchronised_source_fields,
    ]

    class Meta:
        verbose_name = _("history")
        verbose_name_plural = _("histories")

    @classmethod
    def needing_check(cls, today: date) -> QuerySet:
        """Return the histories with milestones, which are what has a source."""
        return super().needing_check(today).exclude(milestones=[])

    @cached_property
    def timeline(self) -> list[dict]:
        """The milestones by date, each with the page that it links to, if that is public."""
        values = [block.value for block in self.milestones]
        keys = [value["page"].translation_key for value in values if value["page"]]
        pages = linked_pages(_translations, keys) if keys else []
        pages_by_key = {page.translation_key: page for page in pages}
        timeline = [
            {
                "milestone": value,
                "date": value.date,
                "page": pages_by_key.get(value["page"].translation_key) if value["page"] else None,
            }
            for value in values
        ]
        return sorted(timeline, key=lambda entry: entry["date"].sort_key())


def _translations(keys: list[UUID]) -> QuerySet:
    return Page.objects.filter(translation_key__in=keys)
