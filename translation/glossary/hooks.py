"""The glossary as a snippet: coordinators edit terms in Wagtail's snippet views."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from core.languages import all_languages
from translation.choices import TermStatus
from translation.glossary.forms import GlossaryTermAdminForm
from translation.glossary.views import GlossaryTermFilterSet, search_terms
from translation.models.glossary import GlossaryTerm


def languages_without_approved_form(term: GlossaryTerm) -> str:
    """Return the languages without an approved form; derived scripts take those of their origin."""
    approved = {
        form.locale.language_code for form in term.forms.all() if form.status == TermStatus.APPROVED
    }
    missing = [
        language.name
        for language in all_languages()
        if not (language.is_source or language.derived_from or language.code in approved)
    ]
    return ", ".join(missing) or "–"


class GlossaryTermIndexView(IndexView):
    is_searchable = True

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("forms__locale")

    def search_queryset(self, queryset):
        return search_terms(queryset, self.search_query) if self.is_searching else queryset


@register_snippet
class GlossaryTermViewSet(SnippetViewSet):
    """Linked from the glossary in the translation menu, not from the list of snippets."""

    model = GlossaryTerm
    # The URLs that people have bookmarked.
    base_url_path = "snippets/translation/term"
    icon = "openquote"
    index_view_class = GlossaryTermIndexView
    filterset_class = GlossaryTermFilterSet
    list_display = (
        "text",
        Column("category", label=_("Category"), accessor="get_category_display"),
        Column("missing", label=_("No approved form in"), accessor=languages_without_approved_form),
        UpdatedAtColumn(),
    )
    list_per_page = 50
    ordering = ("text",)
    copy_view_enabled = False
    menu_item_is_registered = True
    edit_handler = ObjectList(GlossaryTerm.panels, base_form_class=GlossaryTermAdminForm)
    breadcrumbs_items = [
        {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse_lazy("translation:glossary"), "label": _("Terms")},
    ]
