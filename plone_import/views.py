"""The screens of the import: the upload, the progress, the report, and undoing."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.csv_files import csv_response

from .actions import UndoPloneImport
from .choices import PloneImportState
from .forms import ReportFilterForm, UploadExportForm
from .models import PloneImport
from .policies import may_import_plone
from .progress import ImportProgressThread
from .reports import PloneImportReport
from .tasks import enqueue_plone_import, remove_export_file

ROWS_PER_PAGE = 100


class PloneImportAccessMixin:
    """Refuses everybody but those who may import."""

    def dispatch(self, request, *args, **kwargs):
        if not may_import_plone(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def plone_import(self) -> PloneImport:
        imports = PloneImport.objects.select_related("requested_by")
        return get_object_or_404(imports, pk=self.kwargs["pk"])


class PloneImportsView(PloneImportAccessMixin, WagtailAdminTemplateMixin, FormView):
    """The upload of an export, and the earlier imports."""

    form_class = UploadExportForm
    template_name = "plone_import/imports.html"
    page_title = gettext_lazy("Import from Plone")
    header_icon = "upload"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        imports = PloneImport.objects.select_related("requested_by").defer("report", "mapping")
        context = super().get_context_data(imports=imports[:ROWS_PER_PAGE], **kwargs)
        context["media"] = ""
        return context

    def form_valid(self, form):
        data = form.cleaned_data
        plone_import = PloneImport(
            name=data["file"].name[:255],
            mapping=data["mapping"],
            time_zone=data["time_zone"],
            requested_by=self.request.user,
            language_code=translation.get_language(),
        )
        plone_import.file.save(f"export{data['file'].name[-5:].lower()}", data["file"])
        enqueue_plone_import(plone_import)
        return redirect("plone_import:import", plone_import.pk)


IMPORTS_BREADCRUMBS = [
    *WagtailAdminTemplateMixin.breadcrumbs_items,
    {"url": reverse_lazy("plone_import:imports"), "label": gettext_lazy("Import from Plone")},
]


class PloneImportView(PloneImportAccessMixin, WagtailAdminTemplateMixin, TemplateView):
    """One import: its progress, and then its report."""

    template_name = "plone_import/import.html"
    header_icon = "upload"

    def get_page_title(self):
        return self.plone_import.name

    def get_breadcrumbs_items(self):
        return [*IMPORTS_BREADCRUMBS, {"url": "", "label": self.plone_import.name}]

    def get_context_data(self, **kwargs):
        report = PloneImportReport.from_json(self.plone_import.report)
        filter_form = ReportFilterForm(self.request.GET)
        rows = filter_form.rows(report.rows)
        return {
            **super().get_context_data(**kwargs),
            "plone_import": self.plone_import,
            "report": report,
            "filter_form": filter_form,
            "rows": Paginator(rows, ROWS_PER_PAGE).get_page(self.request.GET.get("p")),
            "status": status_text(self.plone_import),
            "shows_progress": ImportProgressThread.is_possible(),
        }


def status_text(plone_import: PloneImport) -> str:
    label = PloneImportState(plone_import.state).label
    if plone_import.state == PloneImportState.RUNNING and plone_import.steps_all:
        progress = {"step": plone_import.step, "done": plone_import.steps_done}
        return _("%(step)s: %(done)d of %(all)d") % {**progress, "all": plone_import.steps_all}
    return str(label)


class ImportProgressView(PloneImportAccessMixin, View):
    """The progress as JSON, which a script asks for."""

    def get(self, request, pk: int):
        return JsonResponse(
            {
                "status": status_text(self.plone_import),
                "is_in_progress": self.plone_import.is_in_progress,
            }
        )


class ImportReportFileView(PloneImportAccessMixin, View):
    """The report as a CSV file."""

    def get(self, request, pk: int):
        report = PloneImportReport.from_json(self.plone_import.report)
        return csv_response(report.to_csv(), f"plone-import-{pk}.csv")


class StartPloneImportView(PloneImportAccessMixin, View):
    """Import what was checked, or check again; only by POST."""

    http_method_names = ["post"]

    def post(self, request, pk: int):
        plone_import = get_object_or_404(PloneImport.objects.select_for_update(), pk=pk)
        is_confirmed = "confirm" in request.POST
        if not (plone_import.may_import if is_confirmed else plone_import.may_check_again):
            messages.error(request, _("That is not possible any more. Look at its progress."))
            return redirect("plone_import:import", pk)
        plone_import.state = PloneImportState.WAITING
        plone_import.is_confirmed = is_confirmed
        plone_import.requested_by, plone_import.seen_at = request.user, None
        plone_import.language_code = translation.get_language()
        plone_import.steps_done = plone_import.steps_all = 0
        plone_import.save()
        enqueue_plone_import(plone_import)
        return redirect("plone_import:import", pk)


class UndoPloneImportView(PloneImportAccessMixin, WagtailAdminTemplateMixin, TemplateView):
    """Ask whether to undo an import, and undo it."""

    template_name = "plone_import/undo.html"
    page_title = gettext_lazy("Undo the import")
    header_icon = "history"

    def get_page_subtitle(self):
        return self.plone_import.name

    def get_breadcrumbs_items(self):
        return [*IMPORTS_BREADCRUMBS, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        problems: list[str] = []
        try:
            UndoPloneImport(self.plone_import, self.request.user).check()
        except ValidationError as error:
            problems = error.messages
        created = self.plone_import.created_objects.count()
        return super().get_context_data(
            plone_import=self.plone_import, problems=problems, created=created, **kwargs
        )

    def post(self, request, pk: int):
        try:
            UndoPloneImport(self.plone_import, request.user).execute()
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("plone_import:undo", pk)
        # It is still there if the worker was ended right after the import.
        remove_export_file(PloneImport.objects.get(pk=pk))
        messages.success(request, _("The import is undone."))
        return redirect("plone_import:imports")


class RemovePloneImportView(PloneImportAccessMixin, View):
    """Remove an upload that nothing was imported from, with its file; only by POST."""

    http_method_names = ["post"]

    def post(self, request, pk: int):
        plone_import = get_object_or_404(PloneImport.objects.select_for_update(), pk=pk)
        if plone_import.is_in_progress or plone_import.state == PloneImportState.IMPORTED:
            messages.error(request, _("Only what is neither running nor imported can be removed."))
            return redirect(reverse("plone_import:import", args=[pk]))
        remove_export_file(plone_import)
        plone_import.delete()
        messages.success(request, _("The upload is removed."))
        return redirect("plone_import:imports")
