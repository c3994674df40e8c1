"""The workshop's word at Wagtail's own doors: a refusal with its reason, or what will follow.

Wagtail's own answer to a missing right is one general sentence, and its questions whether a person
is sure know nothing of translations.
"""

from django.apps import apps
from wagtail.models import Page, TranslatableMixin

from translation.tree.consequences import announce, announce_releases

from .policies import Refusal, policy_for
from .views.guards import find, refuse

# What each of Wagtail's views of a page or a snippet does, as the policies call it.
VERBS = {
    "delete": "withdraw_page",
    "unpublish": "withdraw_page",
    "set_privacy": "withdraw_page",
    "move": "change_tree",
    "move_confirm": "change_tree",
    "set_page_position": "change_tree",
    "copy": "change_tree",
    "add": "change_tree",
    "add_subpage": "change_tree",
    "convert_alias": "change_tree",
    "revisions_unschedule": "publish_by_hand",
    "preview_on_edit": "edit_by_hand",
}
# Views that ask whether the person is sure, and what they are about to do.
QUESTIONS = {"delete": "delete", "unpublish": "unpublish", "move_confirm": "move"}
PAGES, SNIPPETS, BULK = "wagtailadmin_pages", "wagtailsnippets_", "wagtail_bulk_action"
PAGE_KEYS = ("page_id", "page_to_move_id", "parent_page_id")


class TranslatedObjectsMiddleware:
    """Ask the policies before one of Wagtail's views moves, deletes or publishes a translation."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        is_known = match.url_name in VERBS or match.url_name == BULK
        if not is_known or not request.user.is_authenticated:
            return None
        if match.url_name == BULK:
            return self._bulk(request, match)
        verb, instance = VERBS[match.url_name], _instance(match, view)
        if instance is None:
            return None
        try:
            policy_for(request.user).check(verb, instance)
        except Refusal as refusal:
            return refuse(request, refusal)
        if request.method == "GET" and match.url_name in QUESTIONS:
            announce(request, QUESTIONS[match.url_name], [instance])
        return None

    def _bulk(self, request, match) -> None:
        """Wagtail leaves out what a person may not change; what will follow it does not say."""
        action = match.kwargs["action"]
        model = _translatable(match.kwargs["app_label"], match.kwargs["model_name"])
        if request.method != "GET" or model is None:
            return
        chosen = [item for pk in request.GET.getlist("id") if (item := find(model, pk))]
        if action in QUESTIONS.values():
            announce(request, action, chosen)
        elif action == "publish":
            announce_releases(request, chosen)


def _instance(match, view):
    """The page or translatable snippet that an address of Wagtail's admin is about."""
    if match.namespace == PAGES:
        key = next((match.kwargs[name] for name in PAGE_KEYS if name in match.kwargs), None)
        page = find(Page, key)
        return None if page is None or page.is_root() else page
    model = getattr(view, "view_initkwargs", {}).get("model")
    is_snippet = match.namespace.startswith(SNIPPETS) and "pk" in match.kwargs
    if is_snippet and model and issubclass(model, TranslatableMixin):
        return find(model, match.kwargs["pk"])
    return None


def _translatable(app_label: str, model_name: str):
    """The model of these names, if it exists and its objects are translated."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        return None
    return model if issubclass(model, TranslatableMixin) else None
