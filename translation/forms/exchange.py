"""Forms of the exchange with translators' own tools: what to take out, what to bring in."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from core.languages import get
from translation.actions.exchange import ImportWords
from translation.exchange.archive import ACCEPTED, MOST_FILES, read_upload
from translation.exchange.base import MEBIBYTE, MOST_BYTES
from translation.exchange.keeping import keep
from translation.models import Assignment
from translation.policies import policy_for


class Kind(TextChoices):
    """The formats, by the names of :data:`translation.exchange.archive.FORMATS`."""

    XLIFF = "xliff", _("XLIFF, for OmegaT, memoQ, Trados and others")
    PO = "po", _("PO, for Poedit and others")


class Which(TextChoices):
    OPEN = "open", _("with something to do")
    ALL = "all", _("all")


class LocaleField(forms.ModelChoiceField):
    def label_from_instance(self, locale: Locale) -> str:
        return get(locale.language_code).name


class ExportForm(forms.Form):
    """Which translations go into an archive: those that were chosen, or those of a language."""

    language = LocaleField(
        Locale.objects.none(), label=_("Language"), to_field_name="language_code", empty_label=None
    )
    which = forms.ChoiceField(
        label=_("Translations"),
        choices=Which.choices,
        initial=Which.OPEN,
        required=False,
        widget=forms.RadioSelect,
    )
    format = forms.ChoiceField(
        label=_("Format"), choices=Kind.choices, initial=Kind.XLIFF, widget=forms.RadioSelect
    )

    def __init__(self, *args, user, locales: list[Locale], chosen: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        seen = policy_for(user).seen_locales
        self.assignments = Assignment.objects.filter(
            translation__target_locale__in=seen, translation__enabled=True
        )
        self.chosen = [int(pk) for pk in chosen if pk.isdecimal() and len(pk) < 19]
        if chosen:
            self.assignments = self.assignments.filter(pk__in=self.chosen)
            del self.fields["language"], self.fields["which"]
            return
        self.fields["language"].queryset = Locale.objects.filter(pk__in=seen)
        self.fields["language"].choices = [
            (locale.language_code, get(locale.language_code).name) for locale in locales
        ]

    def clean(self):
        cleaned = super().clean()
        found = self.assignments
        if locale := cleaned.get("language"):
            found = found.filter(translation__target_locale=locale)
        self.found = list(
            found.select_related(
                "translation__source__locale",
                "translation__source__specific_content_type",
                "translation__target_locale",
            ).order_by("translation__target_locale", "pk")
        )
        if "which" in self.fields and cleaned.get("which") != Which.ALL:
            self.found = [assignment for assignment in self.found if assignment.is_open]
        if not self.errors and not self.found:
            self.add_error(None, _("There are no translations to export."))
        if len(self.found) > MOST_FILES:
            self.add_error(
                None,
                _("These are %(count)d translations; at most %(most)d go into one archive.")
                % {"count": len(self.found), "most": MOST_FILES},
            )
        return cleaned


class ImportForm(forms.Form):
    """A file from a translator's tool. A valid form holds the dry run, and what comes of a yes."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("%(endings)s; at most %(size)d MB.")
        % {"endings": ", ".join(ACCEPTED), "size": MOST_BYTES // MEBIBYTE},
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
        allow_empty_file=True,
    )

    def __init__(self, *args, user, only: Assignment | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.only = user, only

    def clean_file(self):
        documents = read_upload(self.cleaned_data["file"])
        self.importing = ImportWords(self.user, documents, self.only)
        self.pages = self.importing.pages
        self.kept = keep(self.user, documents)
        return self.cleaned_data["file"]
