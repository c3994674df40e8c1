"""The menu “Translation” by role, and the button that links a page to the board."""

import pytest
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu
from wagtail.admin.ui.menus.pages import get_page_header_buttons

from tests import specimens as specimen

pytestmark = pytest.mark.django_db


def labels(person) -> list[str]:
    request = RequestFactory().get("/admin/")
    request.user = person
    for item in admin_menu.menu_items_for_request(request):
        if item.name == "translation":
            shown = item.menu.menu_items_for_request(request)
            return [str(entry.label) for entry in sorted(shown, key=lambda entry: entry.order)]
    return []


def test_the_menu_of_a_translator(translator):
    assert labels(translator("sl")) == [
        "My translations",
        "Board",
        "Terms",
        "Export texts",
        "Import a file",
        "Translation memory",
        "Notifications",
    ]


def test_the_menu_of_a_secretariat_editor(editor):
    assert labels(editor) == [
        "My translations",
        "Board",
        "Terms",
        "Export texts",
        "Translation memory",
        "Translation requests",
        "Release sets",
        "Notifications",
    ]


def test_the_menu_of_a_coordinator(coordinator, client_for):
    found = labels(coordinator)
    assert {"Teams", "Languages"} <= set(found)
    assert "Import a file" not in found
    assert client_for(coordinator).get(reverse("wagtaillocales:index")).status_code == 200


def test_users_outside_the_teams_have_no_menu(db):
    assert labels(get_user_model().objects.create_user("outside")) == []


def test_every_menu_item_links_to_an_existing_page(admin_user, client_for):
    request = RequestFactory().get("/admin/")
    request.user = admin_user
    client = client_for(admin_user)
    menu = next(
        item for item in admin_menu.menu_items_for_request(request) if item.name == "translation"
    )
    for item in menu.menu.menu_items_for_request(request):
        assert client.get(item.url, follow=True).status_code == 200, item.url


def buttons(page, person) -> dict[str, str]:
    found = get_page_header_buttons(page, user=person, next_url=None, view_name="edit")
    return {str(button.label): button.url for button in found}


def test_a_source_page_links_to_the_board(home, editor):
    page = specimen.content(home)
    assert buttons(page, editor)["Translations"] == f"/admin/translation/board/?section={page.pk}"


def test_a_translated_page_and_the_root_do_not_link_to_the_board(home, send_to_translation, editor):
    target = send_to_translation("sl").translation.get_target_instance()
    assert "Translations" not in buttons(target, editor)
    assert "Translations" not in buttons(home.get_parent(), editor)
