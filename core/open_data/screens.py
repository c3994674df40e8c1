"""The screen on which editors import records: first what would change, then yes or no."""

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

from .data_sets import DataSet, all_data_sets, data_set
from .importing import ChangedMeanwhileError, Import
from .keeping import keep, unwrap
from .reading import LARGEST, Sheet, read_sheet
from .reports import CHANGED, CREATED, UNCHANGED, Report

MOST_SHOWN = 200  # problems, or records that would be made or changed


def may_import(user) -> list[DataSet]:
    """The data sets that a person may add records to."""
    sections = [(found, found.section) for found in all_data_sets()]
    return [
        found
        for found, section in sections
        if section and section.permissions_for_user(user).can_add_subpage()
    ]


class ImportForm(forms.Form):
    """``cleaned_data["sheet"]`` is what was read from the file."""

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

    def __init__(self, *args, choices: list[DataSet], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(found.name, found.title) for found in choices]

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("file")
        if file:
            try:
                cleaned["sheet"] = read_sheet(file.name, file.read(LARGEST + 1))
            except ValidationError as error:
                self.add_error("file", error)
        return cleaned


class ImportView(WagtailAdminTemplateMixin, FormView):
    """Choose a file, see every problem in it or all that it would change, and only then say yes."""

    form_class = ImportForm
    template_name = "core/import.html"
    page_title = gettext_lazy("Import data")
    header_icon = "upload"

    @cached_property
    def choices(self) -> list[DataSet]:
        return may_import(self.request.user)

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if not self.choices:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        initial = {"name": self.request.GET.get("name")}
        return {**super().get_form_kwargs(), "initial": initial, "choices": self.choices}

    def post(self, request, *args, **kwargs):
        return self._agree() if "kept" in request.POST else super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Show what would happen; what was read comes back with the person's yes."""
        given = form.cleaned_data
        try:
            kept = keep(self.request.user, given["sheet"])
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        importing = self._importing(given["name"], given["sheet"], given["publish"])
        return self._show(importing, importing.check(), kept)

    def _importing(self, name: str, sheet: Sheet, publish: bool) -> Import:
        if name not in [found.name for found in self.choices]:
            raise PermissionDenied
        return Import(data_set(name), sheet, self.request.user, publish)

    def _show(self, importing: Import, report: Report, kept: str):
        counts = [
            (_("New"), report.count(CREATED)),
            (_("Changed"), report.count(CHANGED)),
            (_("The same as before"), report.count(UNCHANGED)),
        ]
        changed = [record for record in report.records if record.outcome != UNCHANGED]
        context = self.get_context_data(
            form=self.form_class(choices=self.choices, initial={"name": importing.data_set.name}),
            importing=importing,
            report=report,
            kept=kept,
            counts=counts,
            changed=changed[:MOST_SHOWN],
            problems=report.problems[:MOST_SHOWN],
        )
        return self.render_to_response(context)

    def _agree(self):
        """Write what was looked at; where the site has changed since, show it once more."""
        data = self.request.POST
        try:
            sheet = unwrap(self.request.user, data["kept"])
        except signing.BadSignature:
            messages.error(self.request, _("That was too long ago. Choose the file once more."))
            return redirect(self.request.path)
        importing = self._importing(data.get("name", ""), sheet, "publish" in data)
        try:
            report = importing.execute(data.get("state", ""))
        except ChangedMeanwhileError:
            messages.warning(
                self.request, _("The site has changed since. Nothing was saved; please look again.")
            )
            return self._show(importing, importing.check(), data["kept"])
        if report.problems:
            return self._show(importing, report, data["kept"])
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
