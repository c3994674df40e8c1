"""The workshop's own menu, and the way from a source page to its row on the board."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets.button import Button

from core.languages import source
from translation.policies import TranslationPolicy, policy_for

HOOK = "register_translation_menu_item"


class WorkshopItem(MenuItem):
    """An item for those whom it is of use to, as their policy says."""

    def __init__(self, label, url_name: str, icon_name: str, of_use: Callable, order: int):
        name = url_name.replace(":", "-")
        super().__init__(label, reverse(url_name), name=name, icon_name=icon_name, order=order)
        self.of_use = of_use

    def is_shown(self, request):
        return bool(self.of_use(policy_for(request.user)))


def takes_part(policy: TranslationPolicy) -> bool:
    return policy.takes_part


def sees(policy: TranslationPolicy) -> bool:
    return bool(policy.seen_locales)


def translates(policy: TranslationPolicy) -> bool:
    return bool(policy.translated_locales)


def orders(policy: TranslationPolicy) -> bool:
    return policy.sends or policy.coordinates


def coordinates(policy: TranslationPolicy) -> bool:
    return policy.coordinates


# What it is called, where it leads, its icon and whom it is of use to.
ITEMS = (
    (_("My translations"), "translation:mine", "clipboard-list", takes_part),
    (_("Board"), "translation:board", "table", takes_part),
    (_("Terms"), "translation:terms", "openquote", takes_part),
    (_("Export texts"), "translation:exchange_export_batch", "download", sees),
    (_("Import a file"), "translation:exchange_import", "upload", translates),
    (_("Orders"), "translation:batches", "tasks", orders),
    (_("Release sets"), "translation:releases", "calendar-check", orders),
    (_("Teams"), "translation:teams", "group", coordinates),
    # Wagtail shows its own item only to those who may change sites.
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
    """Lead from a source page to how far it, and what lies below it, is in each language."""
    is_source = page.depth > 1 and page.locale.language_code == source().code
    if is_source and policy_for(user).takes_part:
        yield Button(
            _("Translations"),
            url=f"{reverse('translation:board')}?section={page.pk}",
            icon_name="table",
            priority=60,
        )
