from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from core.blocks.text import INLINE_FEATURES, TERM_FEATURE

from .page import BasePage


class SectionPage(BasePage):
    """A section of the site, a single page directly below a home page, with an introduction."""

    introduction = RichTextField(
        _("introduction"), features=[*INLINE_FEATURES, TERM_FEATURE], blank=True
    )

    in_feeds = False  # its subpages are in the feeds
    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True
