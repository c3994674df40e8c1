from django.urls import include, path
from wagtail import hooks

from .guides import menu, urls


@hooks.register("register_admin_urls")
def register_guides():
    return [path("guides/", include(urls))]


@hooks.register("construct_help_menu")
def construct_help_menu(request, items):
    """Show the guides of this site in place of those of Wagtail."""
    items[:] = [item for item in items if not menu.is_stock(item)]
    items += [item for item in menu.menu_items() if item.is_shown(request)]
