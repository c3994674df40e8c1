"""The glossary: a list for all team members, and export and import as CSV."""

import django_filters
from django.db.models import Prefetch, Q
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Locale

from core.csv_files import csv_response
from core.imports.views import ImportWithPreviewView
from core.languages import site_language, source_language
from translation.choices import TermCategory, TermStatus
from translation.glossary import tbx
from translation.glossary.actions import ImportGlossary
from translation.glossary.forms import GlossaryImportForm
from translation.glossary.table import TERM_TABLE_COLUMNS, write_term_table
from translation.models.glossary import GlossaryTerm, GlossaryTermForm, translated_locales_filter
from translation.policies import policy_for
from translation.views import TranslationAccessMixin

SNIPPET_URL_NAMESPACE = "wagtailsnippets_translation_glossaryterm"


def term_language_choices() -> list[tuple[str, str]]:
    """The languages that terms have forms in, with their own names."""
    codes = Locale.objects.filter(translated_locales_filter()).values_list(
        "language_code", flat=True
    )
    return [(code, site_language(code).name) for code in codes]


class GlossaryTermFilterSet(WagtailFilterSet):
    """Filters by category, ``language`` and ``status``: terms that have a form of these.

    Both language and status are those of the same form.
    """

    category = django_filters.ChoiceFilter(
        label=gettext_lazy("Category"), choices=TermCategory.choices
    )
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Has a form in"),
        choices=term_language_choices,
        method="filter_by_form",
    )

    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Has a form that is"),
        choices=TermStatus.choices,
        method="filter_by_form",
    )

    class Meta:
        model = GlossaryTerm
        fields = []

    def filter_by_form(self, queryset, name, value):
        conditions = {
            lookup: chosen
            for lookup, field in (("locale__language_code", "language"), ("status", "status"))
            if (chosen := self.form.cleaned_data.get(field))
        }
        forms = GlossaryTermForm.objects.filter(**conditions)
        return queryset.filter(pk__in=forms.values("term"))


def search_terms(queryset, query: str):
    """Filter terms whose text, note or one of whose forms contains the query."""
    forms = GlossaryTermForm.objects.filter(text__icontains=query).values("term")
    return queryset.filter(Q(text__icontains=query) | Q(note__icontains=query) | Q(pk__in=forms))


class GlossaryView(TranslationAccessMixin, BaseListingView):
    """The terms by category, with their forms in the languages that the person may see."""

    page_title = gettext_lazy("Terms")
    header_icon = "openquote"
    index_url_name = "translation:glossary"
    index_results_url_name = "translation:glossary_results"
    template_name = "translation/glossary/list.html"
    results_template_name = "translation/glossary/results.html"
    verbose_name_plural = gettext_lazy("terms")
    filterset_class = GlossaryTermFilterSet
    is_searchable = True
    paginate_by = 50

    def get_base_queryset(self):
        forms = GlossaryTermForm.objects.filter(locale__in=self.locales).select_related("locale")
        return GlossaryTerm.objects.order_by("category", "text").prefetch_related(
            Prefetch("forms", forms.order_by("status", "sort_order"))
        )

    def search_queryset(self, queryset):
        return search_terms(queryset, self.search_query) if self.is_searching else queryset

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["may_edit"] = self.policy.is_coordinator
        context["source_language"] = source_language()
        order = {locale.pk: position for position, locale in enumerate(self.locales)}
        for term in context["object_list"]:
            forms = sorted(term.forms.all(), key=lambda form: order[form.locale_id])
            term.shown_forms = [(site_language(form.locale.language_code), form) for form in forms]
        return context

    @property
    def header_buttons(self):
        if not self.policy.is_coordinator:
            return []
        return [
            HeaderButton(
                _("Add a term"), url=reverse(f"{SNIPPET_URL_NAMESPACE}:add"), icon_name="plus"
            ),
        ]

    @property
    def header_more_buttons(self):
        url = reverse("translation:glossary_export")
        exports = [
            Button(_("Export as a table (CSV)"), url=url, icon_name="download"),
            Button(
                _("Export for translation tools (TBX)"),
                url=f"{url}?format={tbx.EXTENSION}",
                icon_name="download",
            ),
        ]
        if not self.policy.is_coordinator:
            return exports
        edit = Button(
            _("Edit terms"), url=reverse(f"{SNIPPET_URL_NAMESPACE}:list"), icon_name="edit"
        )
        import_ = Button(
            _("Import"), url=reverse("translation:glossary_import"), icon_name="upload"
        )
        return [edit, *exports, import_]


class GlossaryExportView(TranslationAccessMixin, View):
    """Download all terms in all languages: as CSV, in the format of the import, or as TBX."""

    def get(self, request):
        terms = GlossaryTerm.objects.prefetch_related("forms__locale")
        if request.GET.get("format") == tbx.EXTENSION:
            return tbx.tbx_response(tbx.write(terms), "terms")
        return csv_response(write_term_table(terms), "terms.csv")


class GlossaryImportView(ImportWithPreviewView):
    """The import of a table of terms, for coordinators."""

    form_class = GlossaryImportForm
    import_name = "translation.glossary"
    template_name = "translation/glossary/import.html"
    page_title = gettext_lazy("Import terms")
    success_url = reverse_lazy("translation:glossary")
    breadcrumbs_items = [
        *ImportWithPreviewView.breadcrumbs_items,
        {"url": success_url, "label": gettext_lazy("Terms")},
    ]

    def dispatch(self, request, *args, **kwargs):
        policy_for(request.user).check("coordinate")
        return super().dispatch(request, *args, **kwargs)

    def get_import(self, data: dict) -> ImportGlossary:
        return ImportGlossary(self.request.user, data["file"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(columns=TERM_TABLE_COLUMNS.items(), **kwargs)
