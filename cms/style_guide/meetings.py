"""Components of the pages of meetings and of states."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.layout import LayoutContext
from core.participant_tiles import TILES
from meetings.forms import MeetingFilterForm, MeetingFilterOptions
from meetings.statistics import CountryStatistics, MeetingStatistics, YearStatistics
from open_data.columns import DataColumn
from open_data.data_sets import all_data_sets

from . import sample_objects
from .samples import ComponentSample


def meeting_samples(layout: LayoutContext) -> list[ComponentSample]:
    texts = {"title": _("Filter the meetings"), "all_label": _("Show all meetings")}
    meeting = sample_objects.AttributeOverrideProxy(
        sample_objects.meeting(), reader_themes=[sample_objects.theme()]
    )
    return [
        ComponentSample("meetings/components/facts.html", {"page": meeting}),
        ComponentSample(
            "core/components/list_filter.html",
            {"form": _filter(layout), "all_url": reverse("style_guide"), **texts},
        ),
        ComponentSample("meetings/components/statistics.html", {"statistics": _statistics()}),
        ComponentSample(
            "open_data/components/data_links.html", {"path": "meetings/data", "query": ""}
        ),
        ComponentSample(
            "open_data/components/column_values.html",
            {"column": next(_columns_with_choices())},
            wrapper="<p>{}</p>",
        ),
    ]


def state_samples(layout: LayoutContext) -> list[ComponentSample]:
    helpful = sample_objects.helpful_state(timezone.localdate())
    return [
        ComponentSample("states/components/emergency.html", {"page": helpful}),
        ComponentSample("states/components/organisations.html", {"page": helpful, "level": 3}),
        ComponentSample("states/components/state_contacts.html", {"page": helpful}),
        ComponentSample("states/components/help_lines.html", {"page": helpful}),
    ]


def _filter(layout: LayoutContext) -> MeetingFilterForm:
    """Return the filter with a valid and an invalid value."""
    options = MeetingFilterOptions(
        [2010, 2009], [("SI", layout.state_name("SI"))], [sample_objects.theme()]
    )
    return MeetingFilterForm({"year": "1066", "state": "SI"}, options)


def _columns_with_choices() -> Iterator[DataColumn]:
    columns = (column for data_set in all_data_sets() for column in data_set.columns)
    return (column for column in columns if getattr(column.value_type, "choices", None))


def _statistics() -> MeetingStatistics:
    numbers = ((2012, 2, 0), (2011, 3, 1), (2010, 1, 1))
    years = [YearStatistics(*values, most=3, row=row) for row, values in enumerate(numbers)]
    held = {"SI": 4, "HR": 1, "MK": 2}
    participants = [
        CountryStatistics(code, held.get(code, 0), 4, column, row)
        for row, tiles in enumerate(TILES, start=1)
        for column, code in enumerate(tiles, start=1)
        if code
    ]
    return MeetingStatistics(years, participants, [CountryStatistics("AT", 1, 4)], 1, 1)
