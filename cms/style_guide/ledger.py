"""Components of the pages of meetings and of states."""

from collections.abc import Iterator

from django.utils import timezone

from core.frame import Frame
from core.open_data.columns import Column
from core.open_data.data_sets import all_data_sets
from meetings.forms import FilterOptions, MeetingFilterForm
from meetings.pictures import TILES, Country, Pictures, Year
from states.policies import EMERGENCY_NUMBER

from . import records
from .samples import Sample


def ledger_samples(frame: Frame) -> list[Sample]:
    page = records.section()
    return [
        Sample("meetings/components/filter.html", {"page": page, "form": _filter(frame)}),
        Sample("meetings/components/pictures.html", {"pictures": _pictures()}),
        Sample("core/components/data_links.html", {"path": "meetings/data", "query": ""}),
        Sample(
            "core/components/column_values.html",
            {"column": next(_columns_with_choices())},
            wrapper="<p>{}</p>",
        ),
    ]


def state_samples(frame: Frame) -> list[Sample]:
    with_help_lines = records.state(help_lines=records.help_lines(timezone.localdate()))
    return [
        Sample("states/components/emergency.html", {"number": EMERGENCY_NUMBER}),
        Sample("states/components/contacts_of_state.html", {"page": records.state()}),
        Sample("states/components/help_lines.html", {"page": with_help_lines}),
    ]


def _filter(frame: Frame) -> MeetingFilterForm:
    """Return the filter with a valid and an invalid value."""
    options = FilterOptions([2010, 2009], [("SI", frame.state_name("SI"))], [records.theme()])
    return MeetingFilterForm({"year": "1066", "state": "SI"}, options)


def _columns_with_choices() -> Iterator[Column]:
    columns = (column for data_set in all_data_sets() for column in data_set.columns)
    return (column for column in columns if getattr(column.kind, "choices", None))


def _pictures() -> Pictures:
    numbers = ((2012, 2, 0), (2011, 3, 1), (2010, 1, 1))
    years = [Year(*values, most=3, row=row) for row, values in enumerate(numbers)]
    held = {"SI": 4, "HR": 1, "MK": 2}
    return Pictures(years, [Country(code, held.get(code, 0), most=4) for code in TILES])
