"""The workshop's menu and the ways into it: for each person, what is of use to them."""

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


def test_a_translator_finds_what_translators_need(translator):
    assert labels(translator("sl")) == [
        "My translations",
        "Board",
        "Terms",
        "Export texts",
        "Import a file",
        "Notifications",
    ]


def test_a_secretariat_editor_finds_orders_and_release_sets(editor):
    assert labels(editor) == [
        "My translations",
        "Board",
        "Terms",
        "Export texts",
        "Orders",
        "Release sets",
        "Notifications",
    ]


def test_a_coordinator_finds_teams_and_languages_and_no_file_to_import(coordinator, browser):
    found = labels(coordinator)
    assert {"Teams", "Languages"} <= set(found)
    assert "Import a file" not in found
    assert browser(coordinator).get(reverse("wagtaillocales:index")).status_code == 200


def test_somebody_outside_finds_no_menu(db):
    assert labels(get_user_model().objects.create_user("outside")) == []


def test_every_entry_leads_somewhere(admin_user, browser):
    request = RequestFactory().get("/admin/")
    request.user = admin_user
    client = browser(admin_user)
    menu = next(
        item for item in admin_menu.menu_items_for_request(request) if item.name == "translation"
    )
    for item in menu.menu.menu_items_for_request(request):
        assert client.get(item.url, follow=True).status_code == 200, item.url


def buttons(page, person) -> dict[str, str]:
    found = get_page_header_buttons(page, user=person, next_url=None, view_name="edit")
    return {str(button.label): button.url for button in found}


def test_a_source_page_leads_to_its_row_on_the_board(home, editor):
    page = specimen.content(home)
    assert buttons(page, editor)["Translations"] == f"/admin/translation/board/?section={page.pk}"


def test_a_translated_page_and_the_root_do_not(home, sent, editor):
    target = sent("sl").translation.get_target_instance()
    assert "Translations" not in buttons(target, editor)
    assert "Translations" not in buttons(home.get_parent(), editor)
