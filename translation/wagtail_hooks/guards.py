"""Guards before the doors of wagtail-localize and Wagtail that would lead past the workshop.

Of wagtail-localize, the workshop uses the data. Its screens, buttons and menus are taken away: they
ask for fewer rights than the policies and write over live text.
"""

from django.urls import URLPattern, include, path
from wagtail import hooks
from wagtail.models import Page, TranslatableMixin
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail_localize import synctree, wagtail_hooks

from core.languages import source
from translation.policies import policy_for
from translation.views import guards

STOCK = {wagtail_hooks.__name__, synctree.__name__}
KEPT_HOOKS = {"register_admin_urls", "register_log_actions", "register_icons"}

# Where each stock address leads, by its name; one that is not here is closed.
INSTEAD = {
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


def _silence_stock_hooks() -> None:
    """Take the stock buttons, menus and editors away. Wagtail has no public way to unregister."""
    for name, registered in hooks._hooks.items():
        if name not in KEPT_HOOKS:
            registered[:] = [
                (hook, order) for hook, order in registered if hook.__module__ not in STOCK
            ]


_silence_stock_hooks()


@hooks.register("register_admin_urls", order=-100)
def register_guarded_addresses():
    """Answer every stock address before wagtail-localize can, also those of a later release."""
    [stock] = wagtail_hooks.register_admin_urls()
    guarded = [_guarded(pattern) for pattern in stock.url_patterns]
    decorate_urlpatterns(guarded, guards.explain_refusals)
    return [path(str(stock.pattern), include(guarded))]


def _guarded(pattern: URLPattern) -> URLPattern:
    return URLPattern(pattern.pattern, INSTEAD.get(pattern.name, guards.closed))


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
    """As pages, snippets are written in the source language; the others receive translations."""
    chosen = request.GET.get("locale", source().code)
    if issubclass(model, TranslatableMixin) and chosen != source().code:
        guards.closed(request)


@hooks.register("before_bulk_action", order=-100)
@guards.explain_refusals
def before_bulk_action(request, action_type, objects, action):
    """Pages are asked for by their own permissions, one by one; snippets are not."""
    for instance in objects:
        if isinstance(instance, TranslatableMixin) and not isinstance(instance, Page):
            policy_for(request.user).check("withdraw_page", instance)
