"""The menu “Translation”, and the button from a source page to the board."""

from collections.abc import Callable
from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets.button import Button

from core.languages import source
from translation.policies import TranslationPolicy, policy_for

HOOK = "register_translation_menu_item"


class WorkshopItem(MenuItem):
    """A menu item that is shown if the user's translation policy fulfils a condition."""

    def __init__(self, label, url_name: str, icon_name: str, condition: Callable, order: int):
        name = url_name.replace(":", "-")
        super().__init__(label, reverse(url_name), name=name, icon_name=icon_name, order=order)
        self.condition = condition

    def is_shown(self, request):
        return bool(self.condition(policy_for(request.user)))


def sends_or_coordinates(policy: TranslationPolicy) -> bool:
    return policy.sends or policy.coordinates


takes_part, coordinates = attrgetter("takes_part"), attrgetter("coordinates")

# Label, URL name, icon and condition of each menu item.
ITEMS = (
    (_("My translations"), "translation:mine", "clipboard-list", takes_part),
    (_("Board"), "translation:board", "table", takes_part),
    (_("Terms"), "translation:terms", "openquote", takes_part),
    (
        _("Export texts"),
        "translation:exchange_export_batch",
        "download",
        attrgetter("seen_locales"),
    ),
    (_("Import a file"), "translation:exchange_import", "upload", attrgetter("translated_locales")),
    (_("Orders"), "translation:batches", "tasks", sends_or_coordinates),
    (_("Release sets"), "translation:releases", "calendar-check", sends_or_coordinates),
    (_("Teams"), "translation:teams", "group", coordinates),
    # Wagtail's own item in the settings is only shown to users who may change sites.
    (_("Languages"), "wagtaillocales:index", "site", coordinates),
    (_("Notifications"), "translation:preferences", "mail", takes_part),
)


@hooks.register("register_admin_menu_item")
def register_translation_menu():
    items = [WorkshopItem(*item, order=order) for order, item in enumerate(ITEMS)]
    return SubmenuMenuItem(
        _("Translation"),
        Menu(register_hook_name=HOOK, items=items),
        name="translation",
        icon_name="globe",
        order=250,
    )


@hooks.register("register_page_header_buttons")
def register_translations_button(page, user, view_name, next_url=None):
    """Link a source page to the board, filtered to the page and its descendants."""
    is_source = page.depth > 1 and page.locale.language_code == source().code
    if is_source and policy_for(user).takes_part:
        yield Button(
            _("Translations"),
            url=f"{reverse('translation:board')}?section={page.pk}",
            icon_name="table",
            priority=60,
        )
