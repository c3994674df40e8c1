from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.imports import MEBIBYTE

from .choices import ImportResult
from .export.archives import ExportArchive
from .mapping import MAX_MAPPING_SIZE, read_mapping

MAX_UPLOAD_SIZE = 200 * MEBIBYTE


class UploadExportForm(forms.Form):
    """The upload of an export. ``cleaned_data["mapping"]`` is the text of the mapping file."""

    file = forms.FileField(
        label=_("Export"),
        help_text=_(
            "A ZIP archive of the folder that collective.exportimport has written, or its one JSON "
            "file with all contents; up to 200 MB. For larger ones there is the command "
            "import_plone."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip,.json"}),
    )
    mapping = forms.FileField(
        label=_("Mapping file"),
        required=False,
        help_text=_("What becomes what, where the built-in rules do not decide as you wish."),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone of the events"),
        help_text=_("That of the old site: the export has all dates in universal time."),
        choices=lambda: [(zone, zone) for zone in settings.WAGTAIL_USER_TIME_ZONES],
        initial=settings.TIME_ZONE,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD_SIZE:
            raise ValidationError(_("The file is larger than 200 MB."))
        if not file.name.lower().endswith((".zip", ".json")):
            raise ValidationError(_("The name of the file has to end in .zip or .json."))
        if file.name.lower().endswith(".zip"):
            ExportArchive(file)
            file.seek(0)
        return file

    def clean_mapping(self) -> str:
        file = self.cleaned_data["mapping"]
        if not file:
            return ""
        data = file.read(MAX_MAPPING_SIZE + 1)
        if len(data) > MAX_MAPPING_SIZE:
            raise ValidationError(_("The mapping file is larger than 1 MB."))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(_("The mapping file is not written in UTF-8.")) from error
        read_mapping(text)
        return text


class ReportFilterForm(forms.Form):
    """Which objects of a report are shown."""

    result = forms.ChoiceField(
        label=_("What becomes of it"),
        required=False,
        choices=[("", pgettext_lazy("imported objects", "All")), *ImportResult.choices],
    )
    notes = forms.BooleanField(label=_("Only with notes"), required=False)

    def rows(self, rows: list) -> list:
        """Return the rows that were asked for; all of them if a value is invalid."""
        chosen = self.cleaned_data if self.is_valid() else {}
        return [
            row
            for row in rows
            if chosen.get("result") in (None, "", row.result)
            and (row.notes or not chosen.get("notes"))
        ]
