from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .text import TEXT_FEATURES


class NoticeBlock(blocks.StructBlock):
    """A short text that readers must not miss."""

    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[("information", _("Information")), ("warning", _("Warning"))],
        default="information",
        search_index=False,
    )
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        description = _("A short text that readers must not miss.")
        template = "core/blocks/notice.html"
        preview_value = {"tone": "warning", "text": _("This page is not for emergencies.")}
