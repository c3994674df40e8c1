from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks import PictureBlock
from core.blocks.text import INLINE_FEATURES
from core.dates import DatePrecision, PartialDate, date_range_error


class MilestoneValue(blocks.StructValue):
    @property
    def date(self) -> PartialDate:
        return PartialDate(
            self["start_date"], self["end_date"], DatePrecision(self["date_precision"])
        )


class MilestoneBlock(blocks.StructBlock):
    """One event in the history of the network."""

    start_date = blocks.DateBlock(
        label=_("First day"),
        help_text=_("If only the month or the year is known, choose its first day."),
    )
    end_date = blocks.DateBlock(label=_("Last day"), required=False)
    date_precision = blocks.ChoiceBlock(
        label=_("The date is exact to the"),
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
        search_index=False,
    )
    date_note = blocks.CharBlock(
        label=_("Note on the date"), max_length=200, required=False, default=""
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=INLINE_FEATURES)
    picture = blocks.ListBlock(PictureBlock(), label=_("Picture"), max_num=1, default=[])
    page = blocks.PageChooserBlock(
        label=_("Meeting or declaration"),
        page_type=["meetings.MeetingPage", "declarations.DeclarationPage"],
        required=False,
    )

    class Meta:
        icon = "date"
        label = _("Milestone")
        description = _("An event in the history of the network.")
        template = "home/blocks/milestone.html"
        value_class = MilestoneValue
        preview_value = {
            "start_date": date(2010, 10, 20),
            "end_date": None,
            "date_precision": "day",
            "title": _("The network is founded"),
            "text": _("Ministers decide on regular meetings of the coordinators."),
            "picture": [],
        }

    def clean(self, value):
        cleaned = super().clean(value)
        start, end = cleaned["start_date"], cleaned["end_date"]
        problem = date_range_error(start, end, cleaned["date_precision"]) if start and end else ""
        if problem:
            raise StructBlockValidationError(block_errors={"end_date": ValidationError(problem)})
        return cleaned
