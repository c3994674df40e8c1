"""NewsPage: a short piece of news."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks import PictureBlock
from core.blocks.text import TERM_FEATURE, TEXT_FEATURES
from core.content_cache import cached_for_content
from core.dates import PartialDate
from core.languages import active_language
from core.localization import chosen_page_ids, for_reader, sorted_by_translation_key
from core.localized_urls import language_url, path_below_home
from core.models import BasePage, ReaderPageQuerySet, SourcesMixin
from core.page_types import specific_for_listing
from news.structured_data import news_article

MAX_RECORDS = 3
LATEST = 3  # pieces of news on the home page
LATEST_FIRST = ("-reported_on", "-first_published_at", "title")


class NewsQuerySet(ReaderPageQuerySet):
    def latest_first(self) -> "NewsQuerySet":
        return self.order_by(*LATEST_FIRST)

    def latest_for_reader(self) -> list["NewsPage"]:
        """Return the latest news in the reader's language: the same objects each time."""
        return cached_for_content(
            ("latest news", active_language().code),
            lambda: list(self.for_listing().latest_first()[:LATEST]),
        )


class NewsPage(SourcesMixin, BasePage):
    """A short piece of news of a certain day, which may lead to a record."""

    reported_on = models.DateField(
        _("date"),
        default=timezone.localdate,
        help_text=_("The day of what is reported, or on which it is reported."),
    )
    text = RichTextField(_("text"), features=[*TEXT_FEATURES, TERM_FEATURE], blank=True)
    picture = StreamField(
        [("picture", PictureBlock())],
        verbose_name=_("picture"),
        blank=True,
        default=list,
        max_num=1,
    )
    records = StreamField(
        [
            (
                "record",
                blocks.PageChooserBlock(
                    label=_("Record"),
                    page_type=[
                        "meetings.MeetingPage",
                        "declarations.DeclarationPage",
                        "states.StatePage",
                    ],
                ),
            )
        ],
        verbose_name=_("records"),
        blank=True,
        default=list,
        max_num=MAX_RECORDS,
        help_text=_("What it is about: a meeting, a document or an office of this site."),
    )

    objects = PageManager.from_queryset(NewsQuerySet)()

    # It reports what was so on its day: nobody has to compare it with its sources again.
    is_record = False
    review_interval = timedelta(days=5 * 365)
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("reported_on"),
        FieldPanel("text"),
        FieldPanel("picture"),
        FieldPanel("records"),
        *SourcesMixin.source_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        *map(index.SearchField, ("text", "picture")),
        *SourcesMixin.source_search_fields,
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *SourcesMixin.synchronised_source_fields,
        *(SynchronizedField(name, overridable=False) for name in ("reported_on", "records")),
    ]

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")

    listing_fields = ("reported_on",)

    @property
    def listing_date(self) -> PartialDate:
        return PartialDate(self.reported_on)

    @property
    def listing_rank(self) -> int:
        return int(self.reported_on.strftime("%Y%m%d"))

    @property
    def structured_data(self) -> dict:
        return news_article(self)

    @property
    def index_url(self) -> str:
        """URL of the list of news, in the active language."""
        return language_url(path_below_home(self).partition("/")[0] + "/")

    @cached_property
    def shown_records(self) -> list[BasePage]:
        """The chosen records in the reader's language: two queries, or none."""
        chosen = chosen_page_ids(self.records)
        if not chosen:
            return []
        keys = dict(
            Page.objects.filter(pk__in=chosen).order_by().values_list("pk", "translation_key")
        )
        pages = for_reader(Page.objects.filter(translation_key__in=keys.values()))
        in_order = [keys[pk] for pk in chosen if pk in keys]
        return sorted_by_translation_key(specific_for_listing(pages), in_order)

    def contradictions(self, day: date) -> Iterator[tuple[str, str]]:
        yield from super().contradictions(day)
        if self.reported_on and self.reported_on > day:
            yield "reported_on", _("This day is still to come. Announce a meeting as a meeting.")
