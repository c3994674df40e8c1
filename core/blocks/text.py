from django.utils.translation import gettext_lazy as _
from wagtail import blocks

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = [*INLINE_FEATURES, "h3", "ol", "ul"]
# Links to terms, for what the site says itself: official texts and records of facts stay as they
# are. A higher app registers the feature.
TERM_FEATURE = "term-link"


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", [*TEXT_FEATURES, TERM_FEATURE])
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        template = "core/blocks/text.html"
        preview_value = _("The coordinators meet once or twice a year.")
