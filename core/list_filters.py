"""The filter of a list in its address: without script, with an error for what is no choice."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django import forms


class ListFilterForm(forms.Form):
    """A form of choices in a list's query parameters; none of them needs to be made.

    A subclass has a field for each parameter, and ``invalid_choice``, the message that names the
    ``%(value)s`` that was not among the choices.
    """

    invalid_choice = ""

    def __init__(self, data: Mapping[str, str], choices: Mapping[str, list]):
        # The error message repeats the value: keep it short and printable.
        names = self.base_fields
        super().__init__({name: data.get(name, "").replace("\0", "\ufffd")[:50] for name in names})
        for name, field in self.fields.items():
            field.choices = choices[name]
            field.error_messages["invalid_choice"] = self.invalid_choice

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
