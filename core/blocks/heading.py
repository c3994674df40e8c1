from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level; the page's title is the only one of the first."""

    def __init__(self, **kwargs):
        super().__init__(max_length=120, **kwargs)

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a new section of the page.")
        template = "core/blocks/heading.html"
        preview_value = _("How the network works")
