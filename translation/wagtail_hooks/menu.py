"""The menu “Translation”, and the button from a source page to the board."""

from collections.abc import Callable
from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets.button import Button

from core.languages import source_language
from translation.policies import TranslationPolicy, policy_for

MENU_HOOK = "register_translation_menu_item"


class TranslationMenuItem(MenuItem):
    """A menu item that is shown if the user's translation policy fulfils a condition."""

    def __init__(self, label, url_name: str, icon_name: str, condition: Callable, order: int):
        name = url_name.replace(":", "-")
        super().__init__(label, reverse(url_name), name=name, icon_name=icon_name, order=order)
        self.condition = condition

    def is_shown(self, request):
        return bool(self.condition(policy_for(request.user)))


def sends_or_coordinates(policy: TranslationPolicy) -> bool:
    return policy.can_send or policy.is_coordinator


is_participant, is_coordinator = attrgetter("is_participant"), attrgetter("is_coordinator")

# Label, URL name, icon and condition of each menu item.
MENU_ITEMS = (
    (_("My translations"), "translation:my_translations", "clipboard-list", is_participant),
    (_("Board"), "translation:board", "table", is_participant),
    (_("Terms"), "translation:glossary", "openquote", is_participant),
    (
        _("Export texts"),
        "translation:exchange_export_archive",
        "download",
        attrgetter("visible_locale_ids"),
    ),
    (
        _("Import a file"),
        "translation:exchange_import",
        "upload",
        attrgetter("editable_locale_ids"),
    ),
    (
        _("Translation memory"),
        "translation:memory",
        "doc-full-inverse",
        attrgetter("visible_locale_ids"),
    ),
    (_("Translation requests"), "translation:job_batches", "tasks", sends_or_coordinates),
    (_("Release sets"), "translation:releases", "calendar-check", sends_or_coordinates),
    (_("Teams"), "translation:teams", "group", is_coordinator),
    # Wagtail's own item in the settings is only shown to users who may change sites.
    (_("Languages"), "wagtaillocales:index", "site", is_coordinator),
    (_("Notifications"), "translation:notification_preferences", "mail", is_participant),
)


@hooks.register("register_admin_menu_item")
def register_translation_menu():
    items = [TranslationMenuItem(*item, order=order) for order, item in enumerate(MENU_ITEMS)]
    return SubmenuMenuItem(
        _("Translation"),
        Menu(register_hook_name=MENU_HOOK, items=items),
        name="translation",
        icon_name="globe",
        order=250,
    )


@hooks.register("register_page_header_buttons")
def register_board_button(page, user, view_name, next_url=None):
    """Link a source page to the board, filtered to the page and its descendants."""
    is_source = page.depth > 1 and page.locale.language_code == source_language().code
    if is_source and policy_for(user).is_participant:
        yield Button(
            _("Translations"),
            url=f"{reverse('translation:board')}?section={page.pk}",
            icon_name="table",
            priority=60,
        )
