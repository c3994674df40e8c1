from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from core.blocks import PictureBlock, StoryBlock
from core.blocks.text import INLINE_FEATURES, TERM_FEATURE
from core.content_cache import cached_for_content
from core.languages import active_language
from core.localization import chosen_page_ids
from core.models import BasePage
from core.page_types import pages_for_listing
from core.participant_tiles import participant_tiles
from declarations.models import DeclarationPage
from meetings.models import MeetingPage
from news.models import NewsPage

LATEST_MEETINGS = 3


def _meetings_for_reader() -> tuple[MeetingPage | None, list[MeetingPage]]:
    """Return the next meeting of the network, and the latest ones."""
    today = timezone.localdate()

    def read() -> tuple[MeetingPage | None, list[MeetingPage]]:
        meetings = MeetingPage.objects.listed().of_the_network()
        upcoming = pages_for_listing(meetings.upcoming(today).pks[:1], MeetingPage)
        held = pages_for_listing(meetings.held(today).pks[:LATEST_MEETINGS], MeetingPage)
        return next(iter(upcoming), None), held

    return cached_for_content(("meetings of the home page", active_language().code, today), read)


class UnsynchronizedField(BaseTranslatableField):
    """A field with a value of its own in each language: neither translated nor synchronised."""


class HomePage(BasePage):
    """The home page of one language."""

    introduction = RichTextField(
        _("introduction"), features=[*INLINE_FEATURES, TERM_FEATURE], blank=True
    )
    picture = StreamField(
        [("picture", PictureBlock())],
        verbose_name=_("picture"),
        blank=True,
        default=list,
        db_default=models.Value([], models.JSONField()),
        max_num=1,
        help_text=_("Beside the name of the network. Without one, the emblem is there."),
    )
    key_documents = StreamField(
        [
            (
                "document",
                blocks.PageChooserBlock(
                    label=_("Declaration"), page_type="declarations.DeclarationPage"
                ),
            )
        ],
        verbose_name=_("key documents"),
        blank=True,
        default=list,
        help_text=_("In the order in which they are shown."),
    )
    history_teaser = models.TextField(
        _("history in a sentence"),
        max_length=300,
        blank=True,
        help_text=_("Shown above the link to the history of the network."),
    )
    sections = StreamField(
        StoryBlock(), verbose_name=_("further sections"), blank=True, default=list
    )

    in_feeds = False
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("picture"),
        MultiFieldPanel(
            [FieldPanel("key_documents"), FieldPanel("history_teaser")],
            heading=_("What the page leads to"),
        ),
        FieldPanel("sections"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("picture"),
        index.SearchField("history_teaser"),
        index.SearchField("sections"),
    ]
    override_translatable_fields = [
        # Home pages are siblings, so their slugs must differ. No URL contains them.
        UnsynchronizedField("slug"),
        SynchronizedField("show_in_menus", overridable=False),
        SynchronizedField("quick_exit", overridable=False),
        SynchronizedField("key_documents", overridable=False),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["next_meeting"], context["latest_meetings"] = _meetings_for_reader()
        ids = chosen_page_ids(self.key_documents)
        chosen = cached_for_content(
            ("key documents", active_language().code, *ids),
            lambda: DeclarationPage.objects.chosen(ids),
        )
        latest = cached_for_content(
            ("latest document", active_language().code),
            DeclarationPage.objects.for_listing().order_by("-date_rank", "title").first,
        )
        context["key_documents"] = chosen
        # Of the same date, the one that an editor chose.
        of_same_date = (page for page in chosen if page.date_rank == latest.date_rank)
        context["latest_document"] = next(of_same_date, latest)
        context["participants"] = participant_tiles()
        context["latest_news"] = NewsPage.objects.latest_for_reader()
        return context

    @classmethod
    def can_create_at(cls, parent):
        """Home pages are created by the set-up command, one for each language."""
        return False
