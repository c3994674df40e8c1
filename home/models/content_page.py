from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import StoryBlock
from core.models import BasePage, SourcesMixin


class ContentPage(SourcesMixin, BasePage):
    """A page that is not a record, such as about, privacy or contact."""

    body = StreamField(StoryBlock(), verbose_name=_("text of the page"), blank=True, default=list)

    is_record = False
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage", "home.EasyReadPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body"), *SourcesMixin.source_panels]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        *SourcesMixin.source_search_fields,
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *SourcesMixin.synchronised_source_fields,
    ]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
