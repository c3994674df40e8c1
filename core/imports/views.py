"""The view of an import: upload a file, review a preview, and confirm it."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .actions import ImportConflictError, ImportReport, ImportWithPreview
from .signed_payload import load_payload, sign_payload


class ImportWithPreviewView(WagtailAdminTemplateMixin, FormView):
    """Upload a file, review what it would change, and confirm the import.

    The form has a field ``file`` whose cleaned value is the content that was read. All its cleaned
    data have to be JSON: they are signed, and the confirmation imports exactly what was previewed.
    """

    import_name: str  # distinguishes the signed payloads of the imports
    preview_template_name: str | None = None  # where it is not the template of the form
    header_icon = "upload"

    importing: ImportWithPreview | None = None
    report: ImportReport | None = None

    def get_import(self, data: dict) -> ImportWithPreview:
        """Return the import of the cleaned data of the form."""
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        if "payload" in request.POST:
            return self.confirm(request.POST["payload"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            payload = sign_payload(self.request.user, self.import_name, form.cleaned_data)
            self.importing = self.get_import(form.cleaned_data)
            self.report = self.importing.check()
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        return self.render_preview(payload)

    def confirm(self, payload: str):
        """Import what was previewed; show another preview if the site has changed since."""
        try:
            data = load_payload(self.request.user, self.import_name, payload)
        except signing.BadSignature:
            return self.refuse(_("That was too long ago. Choose the file once more."))
        self.importing = self.get_import(data)
        try:
            response = self.confirm_import(self.request.POST.get("fingerprint", ""))
        except ValidationError as error:
            return self.refuse(error.messages[0])
        except ImportConflictError as conflict:
            messages.warning(
                self.request, _("The site has changed since. Nothing was saved; please look again.")
            )
            self.report = conflict.report
            return self.render_preview(payload)
        return response or self.render_preview(payload)

    def confirm_import(self, fingerprint: str):
        """Write what was previewed; return the response, or ``None`` if there are problems."""
        self.report = self.importing.execute(fingerprint)
        if self.report.problems:
            return None
        messages.success(self.request, self.report.success_message)
        return redirect(self.get_success_url())

    def refuse(self, message: str):
        messages.error(self.request, message)
        return redirect(self.request.get_full_path())

    def render_preview(self, payload: str):
        """Show the report with the form that confirms it, and an empty form for another file."""
        empty_form = self.form_class(**{**self.get_form_kwargs(), "data": None, "files": None})
        context = self.get_context_data(form=empty_form, payload=payload)
        template = self.preview_template_name or self.template_name
        return self.response_class(self.request, template, context)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] = ""
        context["action_url"] = self.request.get_full_path()
        context["importing"] = self.importing
        context["report"] = self.report
        return context

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]
