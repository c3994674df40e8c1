"""The glossary: a list for all team members, and export and import as CSV."""

import django_filters
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Locale

from core.languages import get, source
from translation.actions.import_terms import ImportTerms
from translation.choices import TermCategory
from translation.forms.terms import LARGEST, TermTableForm
from translation.models.terms import Term, TermForm, translated_locales
from translation.policies import policy_for
from translation.words.term_table import COLUMNS, write_table

from .entrance import ParticipantsOnly
from .refusals import explain_refusals

TABLE_NAME = "terms.csv"
EDIT_URL = "wagtailsnippets_translation_term"


def language_choices() -> list[tuple[str, str]]:
    """The languages that terms have forms in, with their own names."""
    codes = Locale.objects.filter(translated_locales()).values_list("language_code", flat=True)
    return [(code, get(code).name) for code in codes]


class TermFilterSet(WagtailFilterSet):
    """Filters by category and by ``language``: terms that have a form in it."""

    category = django_filters.ChoiceFilter(
        label=gettext_lazy("Category"), choices=TermCategory.choices
    )
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Has a form in"), choices=language_choices, method="filter_by_language"
    )

    class Meta:
        model = Term
        fields = []

    def filter_by_language(self, queryset, name, value):
        forms = TermForm.objects.filter(locale__language_code=value)
        return queryset.filter(pk__in=forms.values("term"))


def search_terms(queryset, query: str):
    """Filter terms whose text, note or one of whose forms contains the query."""
    forms = TermForm.objects.filter(text__icontains=query).values("term")
    return queryset.filter(Q(text__icontains=query) | Q(note__icontains=query) | Q(pk__in=forms))


class TermListView(ParticipantsOnly, BaseListingView):
    """The terms by category, with their forms in the languages that the person may see."""

    page_title = gettext_lazy("Terms")
    header_icon = "openquote"
    index_url_name = "translation:terms"
    index_results_url_name = "translation:terms_results"
    template_name = "translation/terms_list.html"
    results_template_name = "translation/terms_results.html"
    verbose_name_plural = gettext_lazy("terms")
    filterset_class = TermFilterSet
    is_searchable = True
    paginate_by = 50

    def get_base_queryset(self):
        forms = TermForm.objects.filter(locale__in=self.locales).select_related("locale")
        return Term.objects.order_by("category", "text").prefetch_related(
            Prefetch("forms", forms.order_by("status", "sort_order"))
        )

    def search_queryset(self, queryset):
        return search_terms(queryset, self.search_query) if self.is_searching else queryset

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["may_edit"] = self.policy.coordinates
        context["source_language"] = source()
        order = {locale.pk: position for position, locale in enumerate(self.locales)}
        for term in context["object_list"]:
            forms = sorted(term.forms.all(), key=lambda form: order[form.locale_id])
            term.shown_forms = [(get(form.locale.language_code), form) for form in forms]
        return context

    @property
    def header_buttons(self):
        if not self.policy.coordinates:
            return []
        return [
            HeaderButton(_("Add a term"), url=reverse(f"{EDIT_URL}:add"), icon_name="plus"),
        ]

    @property
    def header_more_buttons(self):
        export = Button(_("Export"), url=reverse("translation:terms_export"), icon_name="download")
        if not self.policy.coordinates:
            return [export]
        edit = Button(_("Edit terms"), url=reverse(f"{EDIT_URL}:list"), icon_name="edit")
        import_ = Button(_("Import"), url=reverse("translation:terms_import"), icon_name="upload")
        return [edit, export, import_]


class TermExportView(ParticipantsOnly, View):
    """Download all terms in all languages as CSV, in the format of the import."""

    def get(self, request):
        table = write_table(Term.objects.prefetch_related("forms__locale"))
        # Spreadsheet programs recognise UTF-8 by the byte order mark.
        response = HttpResponse(f"\ufeff{table}", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{TABLE_NAME}"'
        return response


class TermImportView(WagtailAdminTemplateMixin, FormView):
    """Upload a table, review its changes and problems, and confirm the import."""

    form_class = TermTableForm
    template_name = "translation/terms_import.html"
    page_title = gettext_lazy("Import terms")
    header_icon = "upload"

    def dispatch(self, request, *args, **kwargs):
        policy_for(request.user).check("coordinate")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        terms = {"url": reverse("translation:terms"), "label": _("Terms")}
        return [*self.breadcrumbs_items, terms, {"url": "", "label": self.page_title}]

    def post(self, request, *args, **kwargs):
        return self._import() if "table" in request.POST else super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Show what would change; the form for confirmation contains the text of the table."""
        return self._render_report(form, form.cleaned_data["file"])

    def _render_report(self, form, table: str):
        importing = ImportTerms(self.request.user, table)
        context = self.get_context_data(form=form, importing=importing, table=table)
        return self.render_to_response(context)

    def _import(self):
        table = self.request.POST["table"]
        if len(table) > LARGEST:
            messages.error(self.request, _("The file is larger than 1 MB. Divide it."))
            return redirect("translation:terms_import")
        importing = ImportTerms(self.request.user, table)
        if not importing.may_write:
            return self._render_report(self.form_class(), table)
        changes = importing.execute()
        message = _("Imported: %(new)d new, %(changed)d changed.") % {
            "new": len(changes.new),
            "changed": len(changes.changed),
        }
        messages.success(self.request, message)
        return redirect("translation:terms")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["columns"] = COLUMNS.items()
        context["action_url"] = self.request.path
        return context


term_import = explain_refusals(TermImportView.as_view())
