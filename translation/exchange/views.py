"""Export of translations for external tools, and import of their files."""

from io import BytesIO

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from core.imports.views import ImportWithPreviewView
from translation.exchange.actions import ExportTranslations, ImportTranslations
from translation.exchange.archive import ARCHIVE_CONTENT_TYPE, FORMATS
from translation.exchange.background_import import RequestImport, is_for_background
from translation.exchange.forms import ExportTranslationsForm, ImportTranslationsForm
from translation.exchange.import_checks import check_imported_texts
from translation.exchange.payload import documents_from_payload
from translation.models import Assignment
from translation.policies import TranslationPermissionDenied, policy_for
from translation.views import AssignmentMixin, TranslationAccessMixin

ARCHIVE_NAME = "translations.zip"


def _download(name: str, data: bytes, content_type: str) -> FileResponse:
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=content_type)


class ExportTranslationView(AssignmentMixin, View):
    """Download one translation as a file in the ``format`` of the query string."""

    def get(self, request, pk):
        kind = request.GET.get("format", "xliff")
        if kind not in FORMATS:
            raise Http404
        name, data = ExportTranslations(request.user, [self.assignment], kind).export_file()
        return _download(name, data, FORMATS[kind].CONTENT_TYPE)


class ExportArchiveView(TranslationAccessMixin, WagtailAdminTemplateMixin, FormView):
    """Download an archive of selected translations (``assignment``) or of one language.

    With a ``format`` in the request the response is the archive, without one it is the form.
    """

    form_class = ExportTranslationsForm
    template_name = "translation/exchange/export.html"
    page_title = gettext_lazy("Export texts")
    header_icon = "download"

    @property
    def data(self):
        return self.request.POST if self.request.method == "POST" else self.request.GET

    def get_form_kwargs(self):
        return {
            "initial": {"language": self.data.get("language")},
            "data": self.data if "format" in self.data else None,
            "user": self.request.user,
            "locales": self.locales,
            "chosen": self.data.getlist("assignment"),
        }

    def get(self, request, *args, **kwargs):
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    post = get

    def form_valid(self, form):
        kind = form.cleaned_data["format"]
        data = ExportTranslations(self.request.user, form.selected, kind).export_archive()
        return _download(ARCHIVE_NAME, data, ARCHIVE_CONTENT_TYPE)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_header_buttons(self):
        if not policy_for(self.request.user).editable_locale_ids:
            return []
        url = reverse("translation:exchange_import")
        return [HeaderButton(_("Import a file"), url=url, icon_name="upload")]


class ImportTranslationsView(TranslationAccessMixin, ImportWithPreviewView):
    """The import of translated files, each of which identifies its translation.

    With ``?assignment=`` the file has to be that of this assignment.
    """

    form_class = ImportTranslationsForm
    import_name = "translation.exchange"
    template_name = "translation/exchange/import.html"
    preview_template_name = "translation/exchange/preview.html"
    page_title = gettext_lazy("Import a file")

    def dispatch(self, request, *args, **kwargs):
        if not policy_for(request.user).editable_locale_ids:
            raise TranslationPermissionDenied(_("You are not in a translation team."))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def assignment(self) -> Assignment | None:
        pk = self.request.GET.get("assignment", "")
        if not pk:
            return None
        if not pk.isdecimal() or len(pk) > 18:
            raise Http404
        assignments = Assignment.objects.select_related(
            "translation__source", "translation__target_locale"
        )
        assignment = get_object_or_404(assignments, pk=pk)
        self.policy.check("edit", assignment)
        return assignment

    def get_import(self, data: dict) -> ImportTranslations:
        return ImportTranslations(
            self.request.user,
            documents_from_payload(data["file"]),
            self.assignment,
            agreed=self.request.POST.getlist("agreed"),
        )

    def confirm_import(self, fingerprint: str):
        if not is_for_background(self.importing.documents):
            return super().confirm_import(fingerprint)
        batch = RequestImport(self.importing, fingerprint).execute()
        messages.success(
            self.request, _("The texts are being imported in the background. This is the progress.")
        )
        return redirect("translation:job_batch", batch.pk)

    def render_preview(self, payload: str):
        check_imported_texts(self.report.pages)
        return super().render_preview(payload)

    def get_success_url(self) -> str:
        if len(self.report.pages) == 1:
            return reverse("translation:edit", args=[self.report.pages[0].assignment.pk])
        return self.request.get_full_path()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["assignment"] = self.assignment
        context["submit_button_label"] = _("Show what would change")
        context["submit_button_active_label"] = _("Reading…")
        return context

    def get_page_subtitle(self):
        return str(self.assignment or "")

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        if self.assignment:
            url = reverse("translation:edit", args=[self.assignment.pk])
            items.insert(-1, {"url": url, "label": str(self.assignment)})
        return items

    def get_header_buttons(self):
        if self.assignment:
            return []
        url = reverse("translation:exchange_export_archive")
        return [HeaderButton(_("Export texts"), url=url, icon_name="download")]
