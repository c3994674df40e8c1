"""The import of records in the admin: a dry run first, then its confirmation."""

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .data_sets import DataSet, all_data_sets, get_data_set
from .import_files import MAX_FILE_SIZE, ImportTable, read_import_table
from .import_report import CHANGED, CREATED, UNCHANGED, ImportReport
from .importing import DataSetImport, SiteChangedError
from .signed_tables import sign_table, unsign_table

MAX_SHOWN = 200  # problems, or records to be created or changed


def importable_data_sets(user) -> list[DataSet]:
    """Return the data sets that a user may add records to."""
    sections = [(item, item.section) for item in all_data_sets()]
    return [
        item
        for item, section in sections
        if section and section.permissions_for_user(user).can_add_subpage()
    ]


class DataImportForm(forms.Form):
    """The upload of a file; ``cleaned_data["table"]`` is its content."""

    name = forms.ChoiceField(label=gettext_lazy("Records"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV, JSON or XLSX, as this site offers its data in the source language."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.xlsx"}),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish at once"),
        required=False,
        help_text=gettext_lazy("Otherwise what is new or changed becomes a draft."),
    )

    def __init__(self, *args, data_sets: list[DataSet], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(item.name, item.title) for item in data_sets]

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("file")
        if file:
            try:
                cleaned["table"] = read_import_table(file.name, file.read(MAX_FILE_SIZE + 1))
            except ValidationError as error:
                self.add_error("file", error)
        return cleaned


class DataImportView(WagtailAdminTemplateMixin, FormView):
    """Upload a file, see its problems or what it would change, then confirm the import."""

    form_class = DataImportForm
    template_name = "open_data/import.html"
    page_title = gettext_lazy("Import data")
    header_icon = "upload"

    @cached_property
    def data_sets(self) -> list[DataSet]:
        return importable_data_sets(self.request.user)

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if not self.data_sets:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        initial = {"name": self.request.GET.get("name")}
        return {**super().get_form_kwargs(), "initial": initial, "data_sets": self.data_sets}

    def post(self, request, *args, **kwargs):
        if "signed_table" in request.POST:
            return self._confirm()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Show the report of a dry run, with a form that contains the signed table."""
        cleaned = form.cleaned_data
        try:
            signed_table = sign_table(self.request.user, cleaned["table"])
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        importing = self._import(cleaned["name"], cleaned["table"], cleaned["publish"])
        return self._render_report(importing, importing.dry_run(), signed_table)

    def _import(self, name: str, table: ImportTable, publish: bool) -> DataSetImport:
        if name not in [item.name for item in self.data_sets]:
            raise PermissionDenied
        return DataSetImport(get_data_set(name), table, self.request.user, publish)

    def _render_report(self, importing: DataSetImport, report: ImportReport, signed_table: str):
        counts = [
            (_("New"), report.count(CREATED)),
            (_("Changed"), report.count(CHANGED)),
            (_("The same as before"), report.count(UNCHANGED)),
        ]
        changed = [record for record in report.records if record.outcome != UNCHANGED]
        initial = {"name": importing.data_set.name}
        context = self.get_context_data(
            form=self.form_class(data_sets=self.data_sets, initial=initial),
            importing=importing,
            report=report,
            signed_table=signed_table,
            counts=counts,
            changed=changed[:MAX_SHOWN],
            problems=report.problems[:MAX_SHOWN],
        )
        return self.render_to_response(context)

    def _confirm(self):
        """Import the signed table; if the site has changed since, show another dry run."""
        data = self.request.POST
        try:
            table = unsign_table(self.request.user, data["signed_table"])
        except signing.BadSignature:
            messages.error(self.request, _("That was too long ago. Choose the file once more."))
            return redirect(self.request.path)
        importing = self._import(data.get("name", ""), table, "publish" in data)
        try:
            report = importing.execute(data.get("fingerprint", ""))
        except SiteChangedError:
            messages.warning(
                self.request, _("The site has changed since. Nothing was saved; please look again.")
            )
            return self._render_report(importing, importing.dry_run(), data["signed_table"])
        if report.problems:
            return self._render_report(importing, report, data["signed_table"])
        message = _("Imported: %(new)d new, %(changed)d changed.") % {
            "new": report.count(CREATED),
            "changed": report.count(CHANGED),
        }
        messages.success(self.request, message)
        return redirect("wagtailadmin_explore", importing.data_set.section.pk)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] = ""
        context["action_url"] = self.request.path
        return context

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]
