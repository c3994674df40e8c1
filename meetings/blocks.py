from datetime import date, time

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from core.blocks import TypedDateBlock, TypedTimeBlock
from core.blocks.text import INLINE_FEATURES


class SessionBlock(blocks.StructBlock):
    """One item of an agenda."""

    start_time = TypedTimeBlock(label=pgettext_lazy("time", "From"), required=False)
    end_time = TypedTimeBlock(label=pgettext_lazy("time", "To"), required=False)
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    description = blocks.RichTextBlock(
        label=_("Description"), features=INLINE_FEATURES, required=False
    )

    class Meta:
        icon = "time"
        label = _("Session")


class AgendaDayBlock(blocks.StructBlock):
    """One day of an agenda, with its sessions in order."""

    date = TypedDateBlock(label=_("Day"))
    sessions = blocks.ListBlock(SessionBlock(), label=_("Sessions"))

    class Meta:
        icon = "date"
        label = _("Day of the agenda")
        description = _("One day with its sessions.")
        template = "meetings/blocks/agenda_day.html"
        preview_value = {
            "date": date(2025, 3, 27),
            "sessions": [{"title": _("Opening"), "start_time": time(9), "end_time": time(9, 30)}],
        }
