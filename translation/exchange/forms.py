"""Forms for the export of translations to external tools and for the import."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from core.imports import MEBIBYTE
from core.languages import site_language
from translation.exchange.archive import ACCEPTED_EXTENSIONS, MAX_FILES, read_upload
from translation.exchange.documents import MAX_BYTES
from translation.exchange.payload import documents_to_payload
from translation.models import Assignment
from translation.policies import policy_for


class ExchangeFormat(TextChoices):
    """The labels of the formats in :data:`translation.exchange.archive.FORMATS`."""

    XLIFF = "xliff", _("XLIFF, for memoQ, Trados and others")
    OMEGAT = "omegat", _("XLIFF, for OmegaT")
    PO = "po", _("PO, for Poedit and others")


class ExportScope(TextChoices):
    """Which assignments of a language are exported."""

    OPEN = "open", _("with something to do")
    ALL = "all", _("all")


class ExportLocaleField(forms.ModelChoiceField):
    """A choice of a locale, labelled with the language's own name."""

    def label_from_instance(self, locale: Locale) -> str:
        return site_language(locale.language_code).name


class ExportTranslationsForm(forms.Form):
    """A choice of translations: those with the ids in ``chosen``, or those of a language.

    A valid form has the assignments in ``selected``.
    """

    language = ExportLocaleField(
        Locale.objects.none(), label=_("Language"), to_field_name="language_code", empty_label=None
    )
    which = forms.ChoiceField(
        label=_("Translations"),
        choices=ExportScope.choices,
        initial=ExportScope.OPEN,
        required=False,
        widget=forms.RadioSelect,
    )
    format = forms.ChoiceField(
        label=_("Format"),
        choices=ExchangeFormat.choices,
        initial=ExchangeFormat.XLIFF,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, user, locales: list[Locale], chosen: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        seen = policy_for(user).visible_locale_ids
        self.assignments = Assignment.objects.filter(
            translation__target_locale__in=seen, translation__enabled=True
        )
        self.selected_ids = [int(pk) for pk in chosen if pk.isdecimal() and len(pk) < 19]
        if chosen:
            self.assignments = self.assignments.filter(pk__in=self.selected_ids)
            del self.fields["language"], self.fields["which"]
            return
        self.fields["language"].queryset = Locale.objects.filter(pk__in=seen)
        self.fields["language"].choices = [
            (locale.language_code, site_language(locale.language_code).name) for locale in locales
        ]

    @property
    def left_out_count(self) -> int:
        """The number of chosen translations that the person may not see, or that were stopped."""
        return len(set(self.selected_ids)) - self.assignments.count()

    def clean(self):
        cleaned = super().clean()
        assignments = self.assignments
        if locale := cleaned.get("language"):
            assignments = assignments.filter(translation__target_locale=locale)
        self.selected = list(
            assignments.select_related(
                "translation__source__locale",
                "translation__source__specific_content_type",
                "translation__target_locale",
            ).order_by("translation__target_locale", "pk")
        )
        if "which" in self.fields and cleaned.get("which") != ExportScope.ALL:
            self.selected = [assignment for assignment in self.selected if assignment.is_open]
        if not self.errors and not self.selected:
            self.add_error(None, _("There are no translations to export."))
        if len(self.selected) > MAX_FILES:
            self.add_error(
                None,
                _("These are %(count)d translations; at most %(most)d go into one archive.")
                % {"count": len(self.selected), "most": MAX_FILES},
            )
        return cleaned


class ImportTranslationsForm(forms.Form):
    """An upload of translated files. ``cleaned_data["file"]`` are their documents as JSON."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("%(endings)s; at most %(size)d MB.")
        % {"endings": ", ".join(ACCEPTED_EXTENSIONS), "size": MAX_BYTES // MEBIBYTE},
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED_EXTENSIONS)}),
        allow_empty_file=True,
    )

    def clean_file(self) -> list:
        return documents_to_payload(read_upload(self.cleaned_data["file"]))
