"""Guards: replace the screens of wagtail-localize and Wagtail that bypass this app's workflow.

This app uses the models of wagtail-localize. Its views, buttons and menu items are removed, because
they require fewer permissions than this app's policies and overwrite published text.
"""

from django.urls import URLPattern, include, path
from wagtail import hooks
from wagtail.models import Page, TranslatableMixin
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail_localize import synctree, wagtail_hooks

from core.languages import source
from translation.policies import policy_for
from translation.views import guards

STOCK_MODULES = {wagtail_hooks.__name__, synctree.__name__}
KEPT_HOOKS = {"register_admin_urls", "register_log_actions", "register_icons"}

# The view that replaces each stock view, by URL name; all other stock URLs are refused.
REPLACEMENT_VIEWS = {
    "submit_page_translation": guards.to_send_page,
    "submit_snippet_translation": guards.to_send_snippet,
    "update_translations": guards.to_send_source,
    "translations_report": guards.to_board,
    "translations_report_results": guards.to_board,
    "edit_string_translation": guards.to_work("translation:edit"),
    "edit_override": guards.to_work("translation:edit"),
    "machine_translate": guards.to_work("translation:edit"),
    "stop_translation": guards.to_work("translation:edit"),
    "preview_translation": guards.to_work("translation:preview"),
    "download_pofile": guards.to_work("translation:exchange_export"),
    "upload_pofile": guards.to_work("translation:edit"),
}


def _unregister_stock_hooks() -> None:
    """Remove wagtail-localize's buttons, menus and editors; Wagtail has no public API for it."""
    for name, registered in hooks._hooks.items():
        if name not in KEPT_HOOKS:
            registered[:] = [
                (hook, order) for hook, order in registered if hook.__module__ not in STOCK_MODULES
            ]


_unregister_stock_hooks()


@hooks.register("register_admin_urls", order=-100)
def register_guarded_urls():
    """Take precedence over all URLs of wagtail-localize, including those of later releases."""
    [stock] = wagtail_hooks.register_admin_urls()
    guarded = [
        URLPattern(pattern.pattern, REPLACEMENT_VIEWS.get(pattern.name, guards.closed))
        for pattern in stock.url_patterns
    ]
    decorate_urlpatterns(guarded, guards.explain_refusals)
    return [path(str(stock.pattern), include(guarded))]


@hooks.register("before_edit_page", order=-100)
@guards.explain_refusals
def before_edit_page(request, page):
    return _to_editor_if_translated(request, page)


@hooks.register("before_edit_snippet", order=-100)
@guards.explain_refusals
def before_edit_snippet(request, instance):
    if isinstance(instance, TranslatableMixin):
        return _to_editor_if_translated(request, instance)
    return None


def _to_editor_if_translated(request, instance):
    if policy_for(request.user).may("edit_by_hand", instance):
        return None
    return guards.to_editor(request, instance)


@hooks.register("before_create_snippet", order=-100)
@guards.explain_refusals
def before_create_snippet(request, model):
    """Snippets, like pages, are created in the source language only."""
    code = request.GET.get("locale", source().code)
    if issubclass(model, TranslatableMixin) and code != source().code:
        guards.closed(request)


@hooks.register("before_bulk_action", order=-100)
@guards.explain_refusals
def before_bulk_action(request, action_type, objects, action):
    """Check each snippet; for pages, Wagtail checks the permission of each one itself."""
    for instance in objects:
        if isinstance(instance, TranslatableMixin) and not isinstance(instance, Page):
            policy_for(request.user).check("withdraw_page", instance)
