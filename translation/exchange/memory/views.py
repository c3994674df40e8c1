"""The screen of the translation memory: its export, its imported files, and their import."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from core.imports.views import ImportWithPreviewView
from core.languages import Language, site_language, source_language
from translation.models import MemoryFile, MemoryUnit
from translation.policies import policy_for
from translation.views import TranslationAccessMixin

from . import tmx
from .actions import ExportMemory, ImportMemory, RemoveMemoryFile, memory_locales
from .forms import ExportMemoryForm, ImportMemoryForm, MemoryScope, contents_from_payload

EXPORT_FILE_NAME = "translation-memory"


@dataclass(frozen=True)
class MemoryFileRow:
    """An imported file with its number of translations into each language."""

    file: MemoryFile
    counts: list[tuple[Language, int]]
    may_remove: bool


class MemoryView(TranslationAccessMixin, WagtailAdminTemplateMixin, FormView):
    """The export of the memory, and the files that were imported into it.

    With ``which`` in the request the response is the file, without it is the screen.
    """

    form_class = ExportMemoryForm
    template_name = "translation/exchange/memory.html"
    page_title = gettext_lazy("Translation memory")
    header_icon = "doc-full-inverse"

    def get_form_kwargs(self):
        return {
            "data": self.request.GET if "which" in self.request.GET else None,
            "locales": memory_locales(self.policy.visible_locale_ids),
        }

    def get(self, request, *args, **kwargs):
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form):
        published_only = form.cleaned_data["which"] == MemoryScope.PUBLISHED
        export = ExportMemory(self.request.user, form.chosen_locales, published_only)
        response = StreamingHttpResponse(export.execute(), content_type=tmx.CONTENT_TYPE)
        code = form.cleaned_data["language"]
        parts = [EXPORT_FILE_NAME, *([site_language(code).tag] if code else []), tmx.EXTENSION]
        response["Content-Disposition"] = f'attachment; filename="{".".join(parts)}"'
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=list(self._rows()), **kwargs)

    def _rows(self) -> Iterator[MemoryFileRow]:
        """Yield the files with translations into the languages that the person may see."""
        counts: dict[int, list[tuple[Language, int]]] = {}
        counted = (
            MemoryUnit.objects.filter(target_locale__in=self.policy.visible_locale_ids)
            .order_by("target_locale__language_code")
            .values_list("file", "target_locale__language_code")
            .annotate(Count("pk"))
        )
        for pk, code, count in counted:
            counts.setdefault(pk, []).append((site_language(code), count))
        for file in MemoryFile.objects.filter(pk__in=counts).select_related("imported_by"):
            may_remove = self.policy.may("remove_memory", file)
            yield MemoryFileRow(file, counts[file.pk], may_remove)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_header_buttons(self):
        if not self.policy.may("import_memory"):
            return []
        url = reverse("translation:memory_import")
        return [HeaderButton(_("Import a TMX file"), url=url, icon_name="upload")]


MEMORY_BREADCRUMBS = [
    *WagtailAdminTemplateMixin.breadcrumbs_items,
    {"url": reverse_lazy("translation:memory"), "label": gettext_lazy("Translation memory")},
]


class ImportMemoryView(TranslationAccessMixin, ImportWithPreviewView):
    """The import of a TMX file, for coordinators and, in their languages, for translators."""

    form_class = ImportMemoryForm
    import_name = "translation.memory"
    template_name = "translation/exchange/memory_import.html"
    page_title = gettext_lazy("Import a TMX file")
    success_url = reverse_lazy("translation:memory")
    breadcrumbs_items = MEMORY_BREADCRUMBS

    def dispatch(self, request, *args, **kwargs):
        policy_for(request.user).check("import_memory")
        return super().dispatch(request, *args, **kwargs)

    def get_import(self, data: dict) -> ImportMemory:
        file = data["file"]
        return ImportMemory(self.request.user, file["name"], contents_from_payload(file))

    def get_context_data(self, **kwargs):
        return super().get_context_data(source_language=source_language(), **kwargs)


class RemoveMemoryFileView(TranslationAccessMixin, WagtailAdminTemplateMixin, TemplateView):
    """Ask whether to remove an imported file, and remove it."""

    template_name = "translation/exchange/memory_remove.html"
    page_title = gettext_lazy("Remove from the translation memory")
    header_icon = "bin"
    breadcrumbs_items = MEMORY_BREADCRUMBS

    def dispatch(self, request, *args, **kwargs):
        policy_for(request.user).check("remove_memory", self.file)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def file(self) -> MemoryFile:
        return get_object_or_404(MemoryFile, pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return self.file.name

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            file=self.file, unit_count=self.file.units.count(), **kwargs
        )

    def post(self, request, *args, **kwargs):
        RemoveMemoryFile(request.user, self.file).execute()
        message = _("“%(file)s” is removed from the translation memory.")
        messages.success(request, message % {"file": self.file.name})
        return redirect("translation:memory")
