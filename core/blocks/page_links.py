from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from core.localization import for_reader, sorted_by_translation_key
from core.page_types import specific_for_listing


class PageLinksBlock(blocks.ListBlock):
    """A list of pages of this site, shown in the reader's language."""

    def __init__(self, **kwargs):
        super().__init__(blocks.PageChooserBlock(label=_("Page")), **kwargs)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        keys = [page.translation_key for page in value if page]
        pages = for_reader(Page.objects.filter(translation_key__in=keys))
        context["pages"] = sorted_by_translation_key(specific_for_listing(pages), keys)
        return context

    class Meta:
        icon = "link"
        label = _("Links to pages")
        description = _("Pages of this site, each with its summary.")
        template = "core/blocks/page_links.html"
