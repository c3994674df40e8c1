from collections.abc import Callable, Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from core.languages import active_language, all_languages
from core.list_filters import ListFilterForm
from core.offered_documents import OfferedDocument, OfferedFile
from core.sorting import alphabetical
from core.widgets import PlainSelect


class LibraryFilterForm(ListFilterForm):
    """Kind, language, year and state; the choices are only values that a document has."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=PlainSelect)
    language = forms.ChoiceField(label=_("Language"), required=False, widget=PlainSelect)
    year = forms.ChoiceField(label=_("Year"), required=False, widget=PlainSelect)
    state = forms.ChoiceField(label=_("State"), required=False, widget=PlainSelect)

    invalid_choice = _("“%(value)s” is not among the choices. All documents are shown instead.")

    def __init__(
        self, data, documents: Iterable[OfferedDocument], state_name: Callable[[str], str]
    ):
        kinds, codes, years, states = {}, set(), set(), set()
        for document in documents:
            kinds[document.kind] = document.kind_label
            codes.update(file.language.code for file in document.files if file.language)
            years.add(document.year)
            states |= document.territories
        languages = [(item.code, item.name) for item in all_languages() if item.code in codes]
        names = [(code, state_name(code)) for code in states]
        choices = {
            "kind": [("", _("All kinds")), *_by_name(kinds.items())],
            "language": [("", _("All languages")), *languages],
            "year": [("", _("All years")), *((y, y) for y in sorted(years - {None}, reverse=True))],
            "state": [("", _("All states")), *_by_name(names)],
        }
        super().__init__(data, choices)

    def apply(self, documents: Iterable[OfferedDocument]) -> list[OfferedDocument]:
        """Return the documents that match; all of them if a value is invalid."""
        chosen = self.chosen
        return [
            document
            for document in documents
            if chosen.get("kind") in (None, document.kind)
            and chosen.get("year") in (None, str(document.year))
            and ("state" not in chosen or chosen["state"] in document.territories)
            and self.files_of(document)
        ]

    def files_of(self, document: OfferedDocument) -> list[OfferedFile]:
        """Return the files to show: those in the chosen language.

        Without a choice, a file that this site makes in every language is shown in one.
        """
        if code := self.chosen.get("language"):
            return [file for file in document.files if file.language and file.language.code == code]
        return [file for file in document.files if not file.is_alternative]


def _by_name(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return alphabetical(choices, active_language(), name=lambda choice: choice[1])
