"""The admin form of a meeting, and the filter of the list of meetings (query parameters)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Self

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import NonEmptyListForm, PartialDateForm, filled_rows
from core.languages import active_language
from core.list_filters import ListFilterForm
from core.models import Theme
from core.models.theme import themes_for_reader
from core.sorting import alphabetical
from core.territories import cldr_name, designations
from core.widgets import PlainSelect
from meetings.choices import MeetingKind, ParticipationStatus
from meetings.meeting_list import MeetingList

# A choice beside the kinds: meetings of others, which are shown as context only.
CONTEXT_KIND = "context"
# Whether a meeting has the value that was chosen.
_MATCHES = {
    "year": lambda value, meeting: meeting.year == int(value),
    "kind": lambda value, meeting: (
        meeting.is_context if value == CONTEXT_KIND else meeting.kind == value
    ),
    "state": lambda value, meeting: value in meeting.states,
    "theme": lambda value, meeting: value in meeting.themes,
}


@dataclass(frozen=True)
class MeetingFilterOptions:
    """The choices of the filter: only values that a listed meeting has."""

    years: list[int]
    territories: list[tuple[str, str]]
    themes: list[Theme]

    @classmethod
    def for_list(cls, meetings: MeetingList, state_name) -> "MeetingFilterOptions":
        """Collect the options of these meetings; ``state_name`` returns a state's name."""
        names = [(code, state_name(code)) for code in meetings.states]
        return cls(
            years=meetings.years,
            territories=alphabetical(names, active_language(), name=lambda pair: pair[1]),
            themes=themes_for_reader(),
        )


class MeetingPageForm(PartialDateForm, NonEmptyListForm):
    """Has a tick box for each participating state of the network; other states are rows.

    A state of the network is a row only if the source writes another name than today's.
    """

    non_empty_lists = {"participation": (ParticipationStatus.LISTED, "participants")}
    network_states = forms.MultipleChoiceField(
        label=_("States of the network"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["network_states"]
        field.choices = network_state_choices()
        codes = [code for code, _name in field.choices]
        ticked = self.instance.participants.filter(territory__in=codes, name_used="")
        field.initial = [participant.territory for participant in ticked]
        if not self.is_bound:
            rows = self.instance.participants.all()
            self.formsets["participants"].queryset = rows.exclude(territory__in=codes, name_used="")

    def has_rows(self, name: str) -> bool:
        return bool(self.cleaned_data.get("network_states")) or super().has_rows(name)

    def clean(self):
        cleaned = super().clean()
        has_states = self.has_rows("participants")
        if has_states and cleaned.get("participation") == ParticipationStatus.NOT_RECORDED:
            cleaned["participation"] = ParticipationStatus.LISTED.value
        if self.is_deferred_validation:
            return cleaned
        if has_states and cleaned.get("participation") == ParticipationStatus.NONE:
            self.add_error("participation", _("Some states are chosen. Remove them, or list them."))
        self._refuse_states_chosen_twice(cleaned.get("network_states", []))
        return cleaned

    def _refuse_states_chosen_twice(self, ticked: list[str]) -> None:
        seen = set(ticked)
        for row in filled_rows(self.formsets["participants"]):
            code = row.cleaned_data.get("territory")
            if code and code in seen:
                row.add_error("territory", _("This state is chosen already."))
            seen.add(code)

    def save(self, commit=True):
        """Save the ticked states beside the rows, which a formset of Wagtail saves."""
        page = super().save(commit=commit)
        rows = [row.instance for row in filled_rows(self.formsets["participants"])]
        ticked = set(self.cleaned_data["network_states"])
        for participant in list(page.participants.all()):
            if participant in rows:
                continue
            if participant.territory in ticked:
                ticked.remove(participant.territory)
            else:
                page.participants.remove(participant)
        # The order does not matter: readers see the names in alphabetical order.
        added = [page.participants.model(territory=code) for code in sorted(ticked)]
        page.participants.add(*added)
        if commit:
            page.participants.commit()
        return page

    def get_field_updates_for_resave(self):
        """Tell the open form that states were recorded, after a save in the background.

        What was saved as it was sent is left out: somebody may have changed it meanwhile.
        """
        updates = super().get_field_updates_for_resave()
        participation = self.cleaned_data["participation"]
        if participation != self.data.get("participation"):
            updates.append(("participation", participation))
        return updates


def network_state_choices() -> list[tuple[str, str]]:
    """Return the states with a page on the site, by their names in the person's language."""
    names = [
        (code, f"{found.name or cldr_name(code)}{found.mark}")
        for code, found in designations().items()
    ]
    return alphabetical(names, active_language(), name=lambda pair: pair[1])


class MeetingFilterForm(ListFilterForm):
    """Year, kind, state and theme; readers see an error for a value that is not a choice."""

    year = forms.ChoiceField(label=_("Year"), required=False, widget=PlainSelect)
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=PlainSelect)
    state = forms.ChoiceField(label=_("State"), required=False, widget=PlainSelect)
    theme = forms.ChoiceField(label=_("Theme"), required=False, widget=PlainSelect)

    invalid_choice = _("“%(value)s” is not among the choices. All meetings are shown instead.")

    def __init__(self, data, options: MeetingFilterOptions):
        themes = [(theme.slug, theme.name) for theme in options.themes]
        context = (CONTEXT_KIND, _("Meetings of others, for context"))
        choices = {
            "year": [("", _("All years")), *((year, year) for year in options.years)],
            "kind": [("", _("All kinds")), *MeetingKind.choices, context],
            "state": [("", _("All states")), *options.territories],
            "theme": [("", _("All themes")), *themes],
        }
        super().__init__(data, choices)

    @classmethod
    def for_file(cls, parameters: QueryDict, listed: Callable[[], MeetingList], state_name) -> Self:
        """Return the filter in the address of a file; without one, no choices are collected."""
        if any(parameters.get(name) for name in cls.base_fields):
            options = MeetingFilterOptions.for_list(listed(), state_name)
        else:
            options = MeetingFilterOptions([], [], [])
        return cls(parameters, options)

    @property
    def shows_others(self) -> bool:
        """Whether the meetings of others are chosen in place of those of the network."""
        return self.chosen.get("kind") == CONTEXT_KIND

    def filter(self, meetings: MeetingList) -> MeetingList:
        """Filter the meetings; return all of them if a value is invalid."""
        for name, value in self.chosen.items():
            meetings = meetings.filter(partial(_MATCHES[name], value))
        return meetings

    def apply(self, meetings: QuerySet) -> QuerySet:
        """Filter a queryset of meetings in the same way."""
        if not self.chosen:
            return meetings
        keys = [meeting.pk for meeting in self.filter(meetings.model.objects.listed())]
        return meetings.filter(pk__in=keys)
