"""The termbase in the admin: coordinators edit terms where the admin edits such things."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from core.languages import all_languages
from translation.choices import TermStatus
from translation.forms.terms import TermAdminForm
from translation.models.terms import Term
from translation.views.terms import TermFilterSet, search_terms


def missing_in(term: Term) -> str:
    """The languages in which it is not agreed what to write; a derived one follows its origin."""
    agreed = {
        form.locale.language_code for form in term.forms.all() if form.status == TermStatus.APPROVED
    }
    written = [one for one in all_languages() if not (one.is_source or one.derived_from)]
    return ", ".join(one.name for one in written if one.code not in agreed) or "–"


class TermIndexView(IndexView):
    is_searchable = True

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("forms__locale")

    def search_queryset(self, queryset):
        return search_terms(queryset, self.search_query) if self.is_searching else queryset


@register_snippet
class TermViewSet(SnippetViewSet):
    """Found through the list of terms in the workshop's menu, not among the snippets."""

    model = Term
    icon = "openquote"
    index_view_class = TermIndexView
    filterset_class = TermFilterSet
    list_display = (
        "text",
        Column("category", label=_("Category"), accessor="get_category_display"),
        Column("missing", label=_("No approved form in"), accessor=missing_in),
        UpdatedAtColumn(),
    )
    list_per_page = 50
    ordering = ("text",)
    copy_view_enabled = False
    menu_item_is_registered = True
    edit_handler = ObjectList(Term.panels, base_form_class=TermAdminForm)
    breadcrumbs_items = [
        {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse_lazy("translation:terms"), "label": _("Terms")},
    ]
