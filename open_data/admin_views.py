"""The import of records in the admin."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.imports.views import ImportWithPreviewView

from .data_sets import DataSet, all_data_sets, get_data_set
from .import_files import MAX_FILE_SIZE, ImportTable, read_import_table
from .importing import DataSetImport


def importable_data_sets(user) -> list[DataSet]:
    """Return the data sets that a user may add records to."""
    sections = [(item, item.section) for item in all_data_sets()]
    return [
        item
        for item, section in sections
        if section and section.permissions_for_user(user).can_add_subpage()
    ]


class DataImportForm(forms.Form):
    """The upload of a file. ``cleaned_data["file"]`` has the fields of an ``ImportTable``."""

    name = forms.ChoiceField(label=_("Records"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, JSON or XLSX, as this site offers its data in the source language."),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.xlsx"}),
    )
    publish = forms.BooleanField(
        label=_("Publish at once"),
        required=False,
        help_text=_("Otherwise what is new or changed becomes a draft."),
    )

    def __init__(self, *args, data_sets: list[DataSet], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(item.name, item.title) for item in data_sets]

    def clean_file(self) -> dict:
        file = self.cleaned_data["file"]
        return vars(read_import_table(file.name, file.read(MAX_FILE_SIZE + 1)))


class DataImportView(ImportWithPreviewView):
    """The import of a table into one of the data sets that the user may add records to."""

    form_class = DataImportForm
    import_name = "open_data"
    template_name = "open_data/import.html"
    page_title = _("Import data")

    @cached_property
    def data_sets(self) -> list[DataSet]:
        return importable_data_sets(self.request.user)

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if not self.data_sets:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        name = self.importing.data_set.name if self.importing else self.request.GET.get("name")
        return {"name": name}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "data_sets": self.data_sets}

    def get_import(self, data: dict) -> DataSetImport:
        if data["name"] not in [item.name for item in self.data_sets]:
            raise PermissionDenied
        table = ImportTable(**data["file"])
        return DataSetImport(get_data_set(data["name"]), table, self.request.user, data["publish"])

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.importing.data_set.section.pk])
