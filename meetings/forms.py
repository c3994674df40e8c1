"""The form of a meeting, and the filter of the ledger, whose values stay in the address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import HonestListForm
from core.languages import current
from core.models import Theme
from core.sorting import alphabetical
from meetings.choices import MeetingKind, Participation


@dataclass(frozen=True)
class FilterOptions:
    """What can be chosen: only what the ledger holds, so that no choice leads nowhere."""

    years: list[int]
    territories: list[tuple[str, str]]
    themes: list[Theme]

    @classmethod
    def of(cls, meetings: QuerySet, state_name) -> "FilterOptions":
        """Read the options from the meetings; ``state_name`` names a territory."""
        pairs = meetings.order_by().distinct()
        pairs = pairs.values_list("start_date__year", "participants__territory")
        years = {year for year, _ in pairs}
        codes = {code for _, code in pairs if code}
        names = [(code, state_name(code)) for code in codes]
        return cls(
            years=sorted(years, reverse=True),
            territories=alphabetical(names, current(), name=lambda pair: pair[1]),
            themes=Theme.objects.all().for_reader(),
        )


class MeetingPageForm(HonestListForm):
    honest_lists = {"participation": (Participation.LISTED, "participants")}


class MeetingFilterForm(forms.Form):
    """Year, kind, state and theme; a value that is not offered is an error, said to the reader."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, data, options: FilterOptions):
        # An address may hold anything; what is shown back to the reader is short and printable.
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
        """The choices by the names of their fields; none, if any of them makes no sense."""
        values = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in values.items() if value}

    @property
    def query(self) -> str:
        """What an address ends in that shows the same choice; nothing without one."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""

    @property
    def chosen_labels(self) -> list[str]:
        """The choices as the reader sees them."""
        return [
            str(label)
            for name, chosen in self.chosen.items()
            for value, label in self.fields[name].choices
            if str(value) == chosen
        ]

    def apply(self, meetings: QuerySet) -> QuerySet:
        """Narrow the meetings to what was chosen; everything, if the choice makes no sense."""
        lookups = {
            "year": "start_date__year",
            "kind": "kind",
            "state": "participants__territory",
            "theme": "themes__slug",
        }
        chosen = {lookups[name]: value for name, value in self.chosen.items()}
        return meetings.filter(**chosen).distinct() if chosen else meetings
