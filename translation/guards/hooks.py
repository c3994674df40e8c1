"""Guards: replace the screens of wagtail-localize and Wagtail that bypass this app's workflow.

This app uses the models of wagtail-localize. Its views, buttons and menu items are removed, because
they require fewer permissions than this app's policies and overwrite published text.
"""

from django.urls import URLPattern, include, path
from wagtail import hooks
from wagtail.models import Page, TranslatableMixin
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail_localize import synctree, wagtail_hooks

from core.languages import source_language
from translation.guards import views
from translation.policies import policy_for
from translation.refusals import explain_permission_denied
from translation.wagtail_internals import unregister_hooks

STOCK_MODULES = {wagtail_hooks.__name__, synctree.__name__}
KEPT_HOOKS = {"register_admin_urls", "register_log_actions", "register_icons"}

# The view that replaces each stock view, by URL name; all other stock URLs are refused.
REPLACEMENT_VIEWS = {
    "submit_page_translation": views.redirect_to_send_page,
    "submit_snippet_translation": views.redirect_to_send_snippet,
    "update_translations": views.redirect_to_send_source,
    "translations_report": views.redirect_to_board,
    "translations_report_results": views.redirect_to_board,
    "edit_string_translation": views.redirect_to_assignment("translation:edit"),
    "edit_override": views.redirect_to_assignment("translation:edit"),
    "machine_translate": views.redirect_to_assignment("translation:edit"),
    "stop_translation": views.redirect_to_assignment("translation:edit"),
    "preview_translation": views.redirect_to_assignment("translation:preview"),
    "download_pofile": views.redirect_to_assignment("translation:exchange_export"),
    "upload_pofile": views.redirect_to_assignment("translation:edit"),
}


# The buttons, menus and editors of wagtail-localize.
unregister_hooks(STOCK_MODULES, KEPT_HOOKS)


@hooks.register("register_admin_urls", order=-100)
def register_guarded_urls():
    """Take precedence over all URLs of wagtail-localize, including those of later releases."""
    [stock] = wagtail_hooks.register_admin_urls()
    guarded = [
        URLPattern(pattern.pattern, REPLACEMENT_VIEWS.get(pattern.name, views.refuse_stock_view))
        for pattern in stock.url_patterns
    ]
    decorate_urlpatterns(guarded, explain_permission_denied)
    return [path(str(stock.pattern), include(guarded))]


@hooks.register("before_edit_page", order=-100)
@explain_permission_denied
def before_edit_page(request, page):
    if policy_for(request.user).may("edit_directly", page):
        return None
    return views.redirect_to_editor(request, page)


@hooks.register("before_create_snippet", order=-100)
@explain_permission_denied
def before_create_snippet(request, model):
    """Snippets, like pages, are created in the source language only."""
    code = request.GET.get("locale", source_language().code)
    if issubclass(model, TranslatableMixin) and code != source_language().code:
        views.refuse_stock_view(request)


@hooks.register("before_bulk_action", order=-100)
@explain_permission_denied
def before_bulk_action(request, action_type, objects, action):
    """Check each snippet; for pages, Wagtail checks the permission of each one itself."""
    for instance in objects:
        if isinstance(instance, TranslatableMixin) and not isinstance(instance, Page):
            policy_for(request.user).check("remove_page", instance)
