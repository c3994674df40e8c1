"""Forms of the glossary: a term with its forms, and the upload of a table."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from translation.glossary.table import MAX_FILE_SIZE, duplicate_form_message, read_term_table
from translation.models.glossary import GlossaryTerm, GlossaryTermForm


class GlossaryTermAdminForm(WagtailAdminModelForm):
    """A term. Its forms in one language have to differ from one another."""

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        if GlossaryTerm.objects.filter(text__iexact=text).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This term is there already."))
        return text

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        return self._forms_differ() and is_valid

    def _forms_differ(self) -> bool:
        """Add an error to repeated forms and return whether there are none.

        Compares the submitted data: Django's formset drops the second of two equal forms.
        """
        seen, differ = {}, True
        for form in self.formsets["forms"].forms:
            locale, text, status, is_deleted = (
                form[name].value() or "" for name in ("locale", "text", "status", "DELETE")
            )
            key = str(locale), " ".join(text.split()).casefold()
            if is_deleted or not text:
                continue
            if key in seen:
                form.add_error("text", duplicate_form_message(status, seen[key]))
                differ = False
            seen.setdefault(key, status)
        return differ


class ProposeTermForm(forms.Form):
    """A term and its form in one language, proposed by a translator."""

    text = forms.CharField(
        label=_("Term in the source language"),
        max_length=GlossaryTerm._meta.get_field("text").max_length,
    )
    form = forms.CharField(
        label=_("Its form in your language"),
        max_length=GlossaryTermForm._meta.get_field("text").max_length,
    )
    note = forms.CharField(
        label=_("Reason, if you like"),
        max_length=GlossaryTermForm._meta.get_field("proposal_note").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class GlossaryImportForm(forms.Form):
    """The upload of a table of terms. ``cleaned_data["file"]`` are its rows."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("A CSV file in UTF-8, as it was exported here."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> list[tuple[int, dict[str, str]]]:
        return read_term_table(self.cleaned_data["file"].read(MAX_FILE_SIZE + 1))
