"""The admin form of a meeting, and the filter of the list of meetings (query parameters)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import NonEmptyListForm, PartialDateForm
from core.languages import active_language
from core.models import Theme
from core.sorting import alphabetical
from meetings.choices import MeetingKind, ParticipationStatus


@dataclass(frozen=True)
class MeetingFilterOptions:
    """The choices of the filter: only values that a listed meeting has."""

    years: list[int]
    territories: list[tuple[str, str]]
    themes: list[Theme]

    @classmethod
    def from_meetings(cls, meetings: QuerySet, state_name) -> "MeetingFilterOptions":
        """Collect the options of meetings; ``state_name`` returns the name of a territory."""
        distinct = meetings.order_by().distinct()
        pairs = distinct.values_list("start_date__year", "participants__territory")
        years = {year for year, _ in pairs}
        codes = {code for _, code in pairs if code}
        names = [(code, state_name(code)) for code in codes]
        return cls(
            years=sorted(years, reverse=True),
            territories=alphabetical(names, active_language(), name=lambda pair: pair[1]),
            themes=Theme.objects.all().for_reader(),
        )


class MeetingPageForm(PartialDateForm, NonEmptyListForm):
    non_empty_lists = {"participation": (ParticipationStatus.LISTED, "participants")}


class MeetingFilterForm(forms.Form):
    """Year, kind, state and theme; readers see an error for a value that is not a choice."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, data, options: MeetingFilterOptions):
        # The error message repeats the value: keep it short and printable.
        names = self.base_fields
        super().__init__({name: data.get(name, "").replace("\0", "\ufffd")[:50] for name in names})
        self.fields["year"].choices = [("", _("All years")), *((y, y) for y in options.years)]
        self.fields["kind"].choices = [("", _("All kinds")), *MeetingKind.choices]
        self.fields["state"].choices = [("", _("All states")), *options.territories]
        self.fields["theme"].choices = [
            ("", _("All themes")),
            *((theme.slug, theme.name) for theme in options.themes),
        ]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _(
                "“%(value)s” is not among the choices. All meetings are shown instead."
            )

    @property
    def is_active(self) -> bool:
        return bool(self.chosen)

    @property
    def chosen(self) -> dict[str, str]:
        """The values by the names of their fields; empty if one of them is invalid."""
        values = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in values.items() if value}

    @property
    def query(self) -> str:
        """The query string of the same choice, with its question mark, or an empty string."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""

    @property
    def chosen_labels(self) -> list[str]:
        """The labels of the chosen values."""
        return [
            str(label)
            for name, chosen in self.chosen.items()
            for value, label in self.fields[name].choices
            if str(value) == chosen
        ]

    def apply(self, meetings: QuerySet) -> QuerySet:
        """Filter the meetings; return all of them if a value is invalid."""
        lookups = {
            "year": "start_date__year",
            "kind": "kind",
            "state": "participants__territory",
            "theme": "themes__slug",
        }
        conditions = {lookups[name]: value for name, value in self.chosen.items()}
        return meetings.filter(**conditions).distinct() if conditions else meetings
