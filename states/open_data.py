"""The data set of the participating states: one record for each coordinating office."""

from django.utils.translation import gettext_lazy as _

from open_data.columns import IDENTITY_COLUMNS, SOURCE_COLUMNS, DataColumn, field_column
from open_data.data_sets import DataSet
from open_data.text_value_types import (
    DateValue,
    LanguageTagValue,
    TextValue,
    UrlValue,
)
from open_data.value_types import RecordField, RecordListValue
from states.models import StatePage

HELP_LINE_FIELDS = (
    RecordField("number", TextValue(), required=True),
    RecordField("operator", TextValue(), required=True),
    *(RecordField(name, TextValue()) for name in ("hours", "cost", "languages", "from_abroad")),
    RecordField("source", UrlValue(), required=True),
    RecordField("checked_on", DateValue(), required=True),
    RecordField("expires_on", DateValue(), required=True),
)

EMERGENCY_NUMBER_FIELDS = (
    RecordField("number", TextValue(), required=True),
    RecordField("source", UrlValue(), required=True),
    RecordField("checked_on", DateValue(), required=True),
)
ORGANISATION_FIELDS = (
    RecordField("name", TextValue(), required=True),
    RecordField("website", UrlValue()),
    RecordField("source", UrlValue(), required=True),
    RecordField("checked_on", DateValue(), required=True),
)


def _read_emergency_numbers(page: StatePage) -> list[dict]:
    if not page.confirmed_emergency_number:
        return []
    return [
        {
            "number": page.emergency_number,
            "source": page.emergency_number_source,
            "checked_on": page.emergency_number_checked_on,
        }
    ]


STATE_DATA_SET = DataSet(
    name="states",
    title=_("Participating states"),
    description=_("The participating states and their coordinating offices, one record for each."),
    model=StatePage,
    path="states/data",
    ordering=("territory", "slug"),
    changes_daily=True,
    reading_note=_(
        "A state whose name needs a footnote has it in the data of the states. Please keep the two "
        "together."
    ),
    columns=(
        *IDENTITY_COLUMNS,
        field_column(StatePage, "territory", _("The code of the state.")),
        field_column(
            StatePage,
            "designation_footnote",
            _("The footnote that has to follow the name of the state wherever it is used."),
        ),
        field_column(StatePage, "institution", _("The coordinating institution.")),
        field_column(StatePage, "institution_native", _("Its name in its own language.")),
        field_column(
            StatePage, "native_language", _("The language of that name."), LanguageTagValue()
        ),
        field_column(StatePage, "sits_in"),
        field_column(StatePage, "website", _("The website of the institution.")),
        field_column(StatePage, "email", _("The e-mail address of the institution.")),
        field_column(StatePage, "membership_note"),
        # None of the help is imported: an editor of this site has to confirm it.
        # The name is not that of the field, by which the API would also find what is not confirmed.
        DataColumn(
            "emergency_numbers",
            _("The emergency number, if it is confirmed. Empty does not mean that there is none."),
            RecordListValue(EMERGENCY_NUMBER_FIELDS),
            _read_emergency_numbers,
        ),
        DataColumn(
            "help_lines",
            _(
                "The help lines that are confirmed today. Empty does not mean that there is none: "
                "it means that none is confirmed."
            ),
            RecordListValue(HELP_LINE_FIELDS),
            lambda page: page.shown_help_lines,
        ),
        DataColumn(
            "helping_organisations",
            _("The organisations that sources name as giving help, if that is confirmed."),
            RecordListValue(ORGANISATION_FIELDS),
            lambda page: page.shown_organisations,
        ),
        *SOURCE_COLUMNS,
    ),
)
