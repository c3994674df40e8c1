"""The data set of the meetings: one record for each."""

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.blocks.files import FILE_KINDS
from meetings.choices import ParticipationStatus
from meetings.forms import MeetingFilterForm
from meetings.models import MeetingPage, MeetingParticipant
from open_data.columns import (
    DATE_COLUMNS,
    IDENTITY_COLUMNS,
    PLACE_COLUMNS,
    SOURCE_COLUMNS,
    DataColumn,
    field_column,
    rich_text_column,
)
from open_data.data_sets import DataSet
from open_data.document_columns import documents_column
from open_data.references import find_themes
from open_data.text_value_types import LanguageTagValue, SlugValue, TerritoryValue, TextValue
from open_data.value_types import (
    EMPTY_LIST_CELL,
    ChoiceValue,
    ListValue,
    RecordField,
    RecordListValue,
)


class MeetingDataSet(DataSet):
    def filter_form(self, parameters: QueryDict) -> MeetingFilterForm:
        return MeetingFilterForm.for_file(parameters, MeetingPage.objects.listed, str)


def _read_themes(page: MeetingPage) -> list[str]:
    return [theme.slug for theme in page.theme_list if theme.live]


def _write_themes(page: MeetingPage, slugs: list[str] | None) -> None:
    """Keep the themes that are not public: no file contains them."""
    hidden = [theme for theme in page.theme_list if not theme.live]
    page.themes = find_themes(slugs or []) + hidden


def _read_participation(page: MeetingPage) -> str:
    """Return the value that the page shows: a list that is still empty is not recorded."""
    is_missing = page.participation == ParticipationStatus.LISTED and not page.participants.all()
    return ParticipationStatus.NOT_RECORDED if is_missing else page.participation


def _read_participants(page: MeetingPage) -> list[str] | None:
    if _read_participation(page) == ParticipationStatus.NOT_RECORDED:
        return None
    return [item.territory for item in page.listed_participants]


def _write_participants(page: MeetingPage, codes: list[str] | None) -> None:
    page.__dict__.pop("listed_participants", None)  # a cached property
    known = {item.territory: item for item in page.participants.all()}
    page.participants = [
        known.get(code) or MeetingParticipant(territory=code) for code in codes or ()
    ]


def _read_names_used(page: MeetingPage) -> list[dict]:
    return [
        {"state": item.territory, "name": item.name_used}
        for item in page.listed_participants
        if item.name_used
    ]


def _write_names_used(page: MeetingPage, records: list[dict] | None) -> None:
    page.__dict__.pop("listed_participants", None)
    names = {record["state"]: record["name"] for record in records or ()}
    participants = list(page.participants.all())
    if set(names) - {item.territory for item in participants}:
        raise ValidationError(_("A name belongs to a state that is not among the participants."))
    for item in participants:
        item.name_used = names.get(item.territory, "")
    page.participants = participants


MEETING_DATA_SET = MeetingDataSet(
    name="meetings",
    title=_("Meetings"),
    description=_("The meetings of the network, one record for each."),
    model=MeetingPage,
    path="meetings/data",
    prefetch=("participants", "themes"),
    ordering=("-date_rank", "slug"),
    columns=(
        *IDENTITY_COLUMNS,
        field_column(MeetingPage, "kind", _("The kind of meeting.")),
        field_column(MeetingPage, "status", _("Whether it took place.")),
        field_column(
            MeetingPage,
            "is_context",
            _("Whether it is a meeting of the wider process without a decision of the network."),
        ),
        *DATE_COLUMNS,
        *PLACE_COLUMNS,
        field_column(MeetingPage, "is_online"),
        field_column(MeetingPage, "host", _("The institution that was the host.")),
        field_column(MeetingPage, "organiser", _("The institution that organised the meeting.")),
        field_column(
            MeetingPage, "ordinal", _("The number of the meeting, in the words of the source.")
        ),
        DataColumn(
            "themes",
            _("The themes, by the last part of their address."),
            ListValue(SlugValue()),
            _read_themes,
            _write_themes,
        ),
        DataColumn(
            "participation",
            _("Whether the states that took part are known."),
            ChoiceValue(tuple(ParticipationStatus.choices)),
            _read_participation,
            lambda page, value: setattr(page, "participation", value),
        ),
        DataColumn(
            "participants",
            format_lazy(
                _(
                    "The states that took part, by their codes. Empty if they are not known, and "
                    "“{none}” (in JSON an empty list) if it is known that none did."
                ),
                none=EMPTY_LIST_CELL,
            ),
            ListValue(TerritoryValue(), allow_empty=True),
            _read_participants,
            _write_participants,
        ),
        DataColumn(
            "names_used",
            _("Names of participating states that the source wrote otherwise than today."),
            RecordListValue(
                (
                    RecordField("state", TerritoryValue(), required=True),
                    RecordField("name", TextValue(120), required=True),
                )
            ),
            _read_names_used,
            _write_names_used,
        ),
        field_column(MeetingPage, "participation_note"),
        rich_text_column(MeetingPage, "outcome", _("The outcome of the meeting.")),
        documents_column(
            "documents",
            _("Documents of the meeting."),
            RecordField("title", TextValue(200), required=True),
            RecordField("kind", ChoiceValue(tuple(FILE_KINDS)), required=True),
            RecordField("language", LanguageTagValue(), required=True),
        ),
        *SOURCE_COLUMNS,
    ),
)
