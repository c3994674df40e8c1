"""The glossary as a snippet: coordinators edit terms in Wagtail's snippet views."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import ObjectList
from wagtail.admin.rich_text.converters.editor_html import LinkTypeRule
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from core.blocks.text import TERM_FEATURE
from core.languages import all_languages
from translation.choices import TermStatus
from translation.glossary.forms import GlossaryTermAdminForm
from translation.glossary.public_terms import glossary_routes
from translation.glossary.rich_text import ENTITY_TYPE, TERM_LINK_CONVERSION, TermLinkHandler
from translation.glossary.views import GlossaryTermFilterSet, search_terms
from translation.models.glossary import GlossaryTerm

hooks.register("register_non_page_routes", glossary_routes)


@hooks.register("register_rich_text_features")
def register_term_links(features):
    features.register_link_type(TermLinkHandler)
    features.register_converter_rule("contentstate", TERM_FEATURE, TERM_LINK_CONVERSION)
    # Of HTML that is imported.
    rules = [LinkTypeRule(TermLinkHandler.identifier, TermLinkHandler)]
    features.register_converter_rule("editorhtml", TERM_FEATURE, rules)
    chooser_url = reverse_lazy("wagtailsnippetchoosers_translation_glossaryterm:choose")
    entity = {
        "type": ENTITY_TYPE,
        "icon": "openquote",
        "description": _("Term of the glossary"),
        "chooserUrls": {"termChooser": chooser_url},
    }
    scripts = ["wagtailadmin/js/chooser-modal.js", "translation/js/term-link.js"]
    features.register_editor_plugin("draftail", TERM_FEATURE, EntityFeature(entity, js=scripts))


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


class PublicTermsMixin:
    """Offers what texts may link to: readers cannot open another term."""

    def get_object_list(self):
        return super().get_object_list().filter(is_public=True)


class PublicTermChooseView(PublicTermsMixin, ChooseView):
    pass


class PublicTermChooseResultsView(PublicTermsMixin, ChooseResultsView):
    pass


class GlossaryTermChooserViewSet(SnippetChooserViewSet):
    choose_view_class = PublicTermChooseView
    choose_results_view_class = PublicTermChooseResultsView


@register_snippet
class GlossaryTermViewSet(SnippetViewSet):
    """Linked from the glossary in the translation menu, not from the list of snippets."""

    model = GlossaryTerm
    base_url_path = "snippets/translation/term"
    icon = "openquote"
    index_view_class = GlossaryTermIndexView
    filterset_class = GlossaryTermFilterSet
    chooser_viewset_class = GlossaryTermChooserViewSet
    list_display = (
        "text",
        Column("category", label=_("Category"), accessor="get_category_display"),
        BooleanColumn("is_public", label=_("In the glossary of the site")),
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
