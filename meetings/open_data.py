"""The data set of the meetings: one record for each."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.blocks.files import FILE_KINDS
from core.open_data.columns import DATE, IDENTITY, PLACE, SOURCES, Column, attribute, markup
from core.open_data.data_sets import DataSet
from core.open_data.files import files
from core.open_data.kinds import NONE, Choice, ListOf, Part, Records, YesNo
from core.open_data.references import themes_called
from core.open_data.texts import LanguageTag, Slug, Territory, Text
from meetings.choices import MeetingKind, MeetingStatus, Participation
from meetings.forms import FilterOptions, MeetingFilterForm
from meetings.models import MeetingPage, MeetingParticipant


class MeetingSet(DataSet):
    def filter_pages(self, pages: QuerySet, parameters: QueryDict) -> QuerySet:
        """Apply the filter of the list of meetings, if the query string has one."""
        if not set(MeetingFilterForm.base_fields) & set(parameters):
            return pages
        options = FilterOptions.from_meetings(MeetingPage.objects.for_reader(), str)
        return MeetingFilterForm(parameters, options).apply(pages)


def _read_themes(page: MeetingPage) -> list[str]:
    return [theme.slug for theme in page.theme_list if theme.live]


def _write_themes(page: MeetingPage, slugs: list[str] | None) -> None:
    """Keep the themes that are not public: no file contains them."""
    hidden = [theme for theme in page.theme_list if not theme.live]
    page.themes = themes_called(slugs or []) + hidden


def _read_participation(page: MeetingPage) -> str:
    """Return the value that the page shows: a list that is still empty is not recorded."""
    is_missing = page.participation == Participation.LISTED and not page.participants.all()
    return Participation.NOT_RECORDED if is_missing else page.participation


def _read_participants(page: MeetingPage) -> list[str] | None:
    if _read_participation(page) == Participation.NOT_RECORDED:
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


MEETINGS = MeetingSet(
    name="meetings",
    title=_("Meetings"),
    description=_("The meetings of the network, one record for each."),
    model=MeetingPage,
    path="meetings/data",
    prefetch=("participants", "themes"),
    ordering=("-date_rank", "slug"),
    columns=(
        *IDENTITY,
        attribute("kind", _("The kind of meeting."), Choice(tuple(MeetingKind.choices))),
        attribute("status", _("Whether it took place."), Choice(tuple(MeetingStatus.choices))),
        attribute(
            "is_context",
            _("Whether it is a meeting of the wider process without a decision of the network."),
            YesNo(),
        ),
        *DATE,
        *PLACE,
        attribute("is_online", _("Whether it was held online."), YesNo()),
        attribute("host", _("The institution that was the host."), Text()),
        attribute("organiser", _("The institution that organised the meeting."), Text()),
        attribute("ordinal", _("The number of the meeting, in the words of the source."), Text()),
        Column(
            "themes",
            _("The themes, by the last part of their address."),
            ListOf(Slug()),
            _read_themes,
            _write_themes,
        ),
        Column(
            "participation",
            _("Whether the states that took part are known."),
            Choice(tuple(Participation.choices)),
            _read_participation,
            lambda page, value: setattr(page, "participation", value),
        ),
        Column(
            "participants",
            format_lazy(
                _(
                    "The states that took part, by their codes. Empty if they are not known, and "
                    "“{none}” (in JSON an empty list) if it is known that none did."
                ),
                none=NONE,
            ),
            ListOf(Territory(), allow_empty=True),
            _read_participants,
            _write_participants,
        ),
        Column(
            "names_used",
            _("Names of participating states that the source wrote otherwise than today."),
            Records(
                (
                    Part("state", Territory(), required=True),
                    Part("name", Text(120), required=True),
                )
            ),
            _read_names_used,
            _write_names_used,
        ),
        attribute("participation_note", _("What is to be known of the participants."), Text()),
        markup("outcome", _("The outcome of the meeting.")),
        files(
            "documents",
            _("Documents of the meeting."),
            Part("title", Text(200), required=True),
            Part("kind", Choice(tuple(FILE_KINDS)), required=True),
            Part("language", LanguageTag(), required=True),
        ),
        *SOURCES,
    ),
)
