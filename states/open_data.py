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
        # Not imported: every number has to be confirmed by an editor of this site.
        DataColumn(
            "help_lines",
            _(
                "The help lines that are confirmed today. Empty does not mean that there is none: "
                "it means that none is confirmed."
            ),
            RecordListValue(HELP_LINE_FIELDS),
            lambda page: page.shown_help_lines,
        ),
        *SOURCE_COLUMNS,
    ),
)
