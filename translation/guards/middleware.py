"""The policy applied to Wagtail's own views of pages and snippets, with messages for the person.

Wagtail answers a missing permission with one general sentence. Its confirmation views do not
mention what happens to the translations.
"""

from django.apps import apps
from django.http import JsonResponse
from django.utils.html import strip_tags
from wagtail.models import Page, TranslatableMixin

from translation.guards.confirmation_warnings import warn_about_embargoes, warn_about_translations
from translation.policies import TranslationPermissionDenied, policy_for

from .views import find_by_quoted_pk, permission_denied_response, redirect_to_editor

# The policy verbs of Wagtail's views of a page or a snippet, by URL name.
POLICY_VERBS = {
    "delete": "remove_page",
    "unpublish": "remove_page",
    "set_privacy": "remove_page",
    "move": "change_tree",
    "move_confirm": "change_tree",
    "set_page_position": "change_tree",
    "copy": "change_tree",
    "add": "change_tree",
    "add_subpage": "change_tree",
    "convert_alias": "change_tree",
    "revisions_unschedule": "publish_directly",
    "preview_on_edit": "edit_directly",
}
# The policy verbs of the page actions of Wagtail's admin API, by their name in the URL. Any other
# action on a translated page, such as one of a later release, is refused.
API_ACTION_VERBS = {
    "convert_alias": "change_tree",
    "copy": "change_tree",
    "copy_for_translation": "copy_for_translation",
    "create_alias": "change_tree",
    "delete": "remove_page",
    "move": "change_tree",
    "publish": "publish_directly",
    "revert_to_page_revision": "edit_directly",
    "unpublish": "remove_page",
}
API_ACTION = "wagtailadmin_api:pages:action"
# Wagtail's confirmation views by URL name, with the action that they ask to confirm.
CONFIRMED_ACTIONS = {"delete": "delete", "unpublish": "unpublish", "move_confirm": "move"}
PAGES, SNIPPETS, BULK = "wagtailadmin_pages", "wagtailsnippets_", "wagtail_bulk_action"
PAGE_KEYS = ("page_id", "page_to_move_id", "parent_page_id")


class TranslatedObjectsMiddleware:
    """Check the policy before one of Wagtail's views moves, deletes or publishes a translation."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        # In this order: reading the user of a public page would load the session.
        if not _is_covered(match) or not request.user.is_authenticated:
            return None
        if match.view_name == API_ACTION:
            return _refused_api_action(request, match)
        if match.url_name == BULK:
            self._warn_in_bulk(request, match)
            return None
        instance = _instance(match, view)
        if instance is None:
            return None
        try:
            if match.url_name == "edit":
                return _to_editor_if_translated(request, instance)
            policy_for(request.user).check(POLICY_VERBS[match.url_name], instance)
        except TranslationPermissionDenied as refusal:
            return permission_denied_response(request, refusal)
        # Before pages are deleted, the recycle bin names the languages itself.
        is_page_deletion = isinstance(instance, Page) and match.url_name == "delete"
        is_question = request.method == "GET" and match.url_name in CONFIRMED_ACTIONS
        if is_question and not is_page_deletion:
            warn_about_translations(request, CONFIRMED_ACTIONS[match.url_name], [instance])
        return None

    def _warn_in_bulk(self, request, match) -> None:
        """Add the warnings to a bulk action, which itself leaves out what the person may not do."""
        action = match.kwargs["action"]
        model = _translatable(match.kwargs["app_label"], match.kwargs["model_name"])
        if request.method != "GET" or model is None:
            return
        chosen = [
            item for pk in request.GET.getlist("id") if (item := find_by_quoted_pk(model, pk))
        ]
        if action in CONFIRMED_ACTIONS.values() and (model, action) != (Page, "delete"):
            warn_about_translations(request, action, chosen)
        elif action == "publish":
            warn_about_embargoes(request, chosen)


def _is_covered(match) -> bool:
    is_snippet_editor = match.url_name == "edit" and match.namespace.startswith(SNIPPETS)
    is_api_action = match.view_name == API_ACTION
    return match.url_name in (*POLICY_VERBS, BULK) or is_snippet_editor or is_api_action


def _to_editor_if_translated(request, instance):
    """Return a redirect from the editor of a translated snippet to its translation editor.

    Pages have a hook. For snippets, Wagtail checks the permission before its hooks, and translators
    have none.
    """
    if policy_for(request.user).may("edit_directly", instance):
        return None
    return redirect_to_editor(request, instance)


def _refused_api_action(request, match) -> JsonResponse | None:
    """Return the refusal of an action of the admin API on a page; ``None`` if it is allowed."""
    page = Page.objects.filter(pk=match.kwargs["pk"]).first()
    if page is None or page.is_root():
        return None
    verb = API_ACTION_VERBS.get(match.kwargs["action_name"], "edit_directly")
    try:
        policy_for(request.user).check(verb, page)
    except TranslationPermissionDenied as refusal:
        return JsonResponse({"detail": str(refusal)}, status=403)
    # Wagtail's action ignores locks: an author could change what an editor is about to approve.
    lock = page.get_lock() if verb == "edit_directly" else None
    if lock and lock.for_user(request.user):
        return JsonResponse({"detail": strip_tags(lock.get_message(request.user))}, status=403)
    return None


def _instance(match, view):
    """Return the page or translatable snippet that the URL of a view in Wagtail's admin names."""
    if match.namespace == PAGES:
        key = next((match.kwargs[name] for name in PAGE_KEYS if name in match.kwargs), None)
        page = find_by_quoted_pk(Page, key)
        return None if page is None or page.is_root() else page
    model = getattr(view, "view_initkwargs", {}).get("model")
    is_snippet = match.namespace.startswith(SNIPPETS) and "pk" in match.kwargs
    if is_snippet and model and issubclass(model, TranslatableMixin):
        return find_by_quoted_pk(model, match.kwargs["pk"])
    return None


def _translatable(app_label: str, model_name: str):
    """Return the model of these names, if it exists and its objects are translated."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        return None
    return model if issubclass(model, TranslatableMixin) else None
