from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks import HeadingBlock, PartialDateBlock, PictureBlock, TextBlock
from core.blocks.text import INLINE_FEATURES
from core.date_fields import UNEQUALLY_PRECISE
from core.dates import DatePrecision, PartialDate, date_range_error


class MilestoneValue(blocks.StructValue):
    @property
    def date(self) -> PartialDate:
        return PartialDate(
            self["start_date"], self["end_date"], DatePrecision(self["date_precision"])
        )


class MilestoneBlock(blocks.StructBlock):
    """One event in the history of the network."""

    start_date = PartialDateBlock(
        label=_("First day"),
        help_text=_("A month or a year is enough, if no more is known: 12.2026, 2026."),
    )
    end_date = PartialDateBlock(label=_("Last day"), required=False)
    # Not in the form: it follows from what is typed as the first day.
    date_precision = blocks.ChoiceBlock(
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
        required=False,
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
        form_layout = ["start_date", "end_date", "date_note", "title", "text", "picture", "page"]
        preview_value = {
            "start_date": date(2010, 10, 20),
            "end_date": None,
            "date_precision": "day",
            "title": _("The network is founded"),
            "text": _("Ministers decide on regular meetings of the coordinators."),
            "picture": [],
        }

    def get_form_state(self, value):
        return super().get_form_state(_with_partial_dates(value))

    def clean(self, value):
        cleaned = super().clean(MilestoneValue(self, _with_partial_dates(value)))
        start, end = cleaned["start_date"], cleaned["end_date"]
        problem = _range_problem(start, end) if start and end else ""
        if problem:
            raise StructBlockValidationError(block_errors={"end_date": ValidationError(problem)})
        cleaned["start_date"], cleaned["end_date"] = start and start.start, end and end.start
        cleaned["date_precision"] = start.precision.value if start else DatePrecision.DAY.value
        return cleaned


def _with_partial_dates(value: Mapping) -> dict:
    """Return the children with stored days as partial dates; typed texts stay as they are."""
    precision = value.get("date_precision") or DatePrecision.DAY
    days = {name: value.get(name) for name in ("start_date", "end_date")}
    return dict(value) | {
        name: PartialDate(day, precision=precision) if isinstance(day, date) else day
        for name, day in days.items()
    }


def _range_problem(start: PartialDate, end: PartialDate) -> str:
    if start.precision != end.precision:
        return UNEQUALLY_PRECISE
    return date_range_error(start.start, end.start, start.precision)


class EasyStoryBlock(blocks.StreamBlock):
    """The body of a page in easy language: short paragraphs and lists, headings and pictures."""

    heading = HeadingBlock()
    text = TextBlock(features=["bold", "link", "ol", "ul"])
    picture = PictureBlock()

    class Meta:
        label = _("Text of the page")
        template = "core/blocks/story.html"
