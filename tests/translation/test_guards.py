"""Wagtail's own doors to translated pages and snippets: refused with a reason, nothing changed."""

import pytest
from django.core import serializers
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page, Revision

from core.models import Theme
from home.models import ContentPage
from tests import specimens as specimen
from translation.models import Assignment
from translation.wagtail_hooks.guards import STOCK

pytestmark = pytest.mark.django_db

FOLLOW = "Translated pages follow their source. Ask the translation coordinators."
PLACE = "Translated pages have the place and the address of their source. Change those."


@pytest.fixture
def page(sent):
    """A translated page that is live."""
    target = sent("sl").translation.get_target_instance()
    target.save_revision()
    target.live = True
    target.save()
    return target


@pytest.fixture
def people(translator, reviewer, editor, coordinator, admin_user):
    return {
        "translator": translator("sl"),
        "reviewer": reviewer("sl"),
        "foreign": translator("bg"),
        "editor": editor,
        "coordinator": coordinator,
        "administrator": admin_user,
    }


def rows() -> str:
    models = (Page, ContentPage, Revision, Theme)
    return "\n".join(
        serializers.serialize("json", model.objects.order_by("pk")) for model in models
    )


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# Doors that only coordinators may use, and doors that nobody may use.
FOR_COORDINATORS = ("delete", "unpublish", "set_privacy")
FOR_NOBODY = ("move", "copy", "set_page_position", "add_subpage")


@pytest.mark.parametrize("door", FOR_COORDINATORS)
@pytest.mark.parametrize("person", ["translator", "reviewer", "foreign", "editor"])
def test_a_translated_page_is_withdrawn_by_coordinators_only(door, person, page, people, browser):
    before = rows()
    address = reverse(f"wagtailadmin_pages:{door}", args=[page.pk])
    for ask in (browser(people[person]).get, browser(people[person]).post):
        assert messages(ask(address, follow=True)) == [FOLLOW]
    assert rows() == before


@pytest.mark.parametrize("door", FOR_NOBODY)
@pytest.mark.parametrize("person", ["translator", "editor", "coordinator", "administrator"])
def test_nobody_gives_a_translated_page_another_place(door, person, page, people, browser):
    before = rows()
    address = reverse(f"wagtailadmin_pages:{door}", args=[page.pk])
    assert messages(browser(people[person]).post(address, follow=True)) == [PLACE]
    assert rows() == before


@pytest.mark.parametrize("person", ["translator", "coordinator", "administrator"])
def test_no_page_is_written_in_another_language(person, page, people, browser):
    before = rows()
    address = reverse("wagtailadmin_pages:add", args=["home", "contentpage", page.pk])
    response = browser(people[person]).post(
        address, {"title": "Own", "slug": "own", "action-publish": "1"}, follow=True
    )
    assert messages(response) == [PLACE]
    assert rows() == before


@pytest.mark.parametrize("person", ["translator", "reviewer", "coordinator", "administrator"])
@pytest.mark.parametrize("door", ["edit", "revisions_revert"])
def test_the_form_of_a_translated_page_leads_to_the_translation_editor(
    door, person, page, people, browser, sent
):
    before, arguments = rows(), [page.pk]
    if door == "revisions_revert":
        arguments.append(page.latest_revision_id)
    address = reverse(f"wagtailadmin_pages:{door}", args=arguments)
    client, editor_page = browser(people[person]), reverse("translation:edit", args=[_work(page)])
    assert client.get(address).url == editor_page
    fields = {"title": "Changed", "slug": "changed", "action-publish": "1"}
    assert client.post(address, fields).url == editor_page
    assert rows() == before


def _work(page) -> int:
    return Assignment.objects.get_for_instance_or_none(page).pk


def test_saving_as_one_types_is_refused_on_a_translated_page(page, translator, browser):
    before = rows()
    response = browser(translator("sl")).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {"title": "Changed", "slug": "changed"},
        headers={"accept": "application/json"},
    )
    assert response.json()["success"] is False
    assert rows() == before


def test_a_translator_of_another_language_reaches_neither_editor(page, translator, browser):
    before = rows()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for ask in (browser(translator("bg")).get, browser(translator("bg", "second")).post):
        assert ask(address).url == reverse("wagtailadmin_home")
    assert rows() == before


def test_a_page_that_was_never_sent_says_so(admin_client, home, locale):
    target = home.get_translation(locale("sl"))
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[target.pk]), follow=True)
    assert messages(response) == ["This page is not being translated yet. Send its source first."]


def test_the_form_of_a_derived_page_leads_to_the_editor_of_its_origin(
    sent, home, locale, admin_client
):
    source = specimen.content(home)
    origin = sent("sr-cyrl", source)
    derived = source.copy_for_translation(locale("sr-latn"))
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[derived.pk]))
    assert response.url == reverse("translation:edit", args=[origin.pk])


@pytest.mark.parametrize("person", ["coordinator", "administrator"])
@pytest.mark.parametrize("action", ["publish", "move"])
def test_translated_pages_are_not_published_or_moved_in_bulk(
    action, person, page, people, browser, home
):
    before = rows()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    fields = {"chooser": home.pk, "include_descendants": "on"}
    browser(people[person]).post(f"{address}?id={page.pk}", fields)
    assert rows() == before


@pytest.mark.parametrize("action", ["delete", "unpublish", "publish", "move"])
def test_translators_do_nothing_in_bulk(action, page, people, browser, home):
    before = rows()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    for name in ("translator", "reviewer", "foreign", "editor"):
        browser(people[name]).post(f"{address}?id={page.pk}", {"chooser": home.pk})
    assert rows() == before


def test_a_coordinator_may_delete_a_single_translation(page, coordinator, browser):
    browser(coordinator).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not Page.objects.filter(pk=page.pk).exists()
    assert Page.objects.filter(translation_key=page.translation_key).exists()


@pytest.mark.parametrize("person", ["translator", "coordinator"])
def test_the_explorer_offers_nothing_that_is_refused(person, page, people, browser):
    address = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    text = browser(people[person]).get(address).content.decode()
    assert reverse("wagtailadmin_pages:move", args=[page.pk]) not in text
    assert reverse("wagtailadmin_pages:copy", args=[page.pk]) not in text
    offered = reverse("wagtailadmin_pages:delete", args=[page.pk]) in text
    assert offered == (person == "coordinator")


def test_a_script_is_refused_with_the_reason(page, translator, browser):
    response = browser(translator("sl")).post(
        reverse("wagtailadmin_pages:set_page_position", args=[page.pk]),
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert (response.status_code, response.json()) == (403, {"error": PLACE})


def test_nothing_of_the_stock_buttons_menus_and_editors_is_left():
    kept = {"register_admin_urls", "register_log_actions", "register_icons"}
    hooks.search_for_hooks()
    left = {
        name
        for name in hooks._hooks
        for hook in hooks.get_hooks(name)
        if hook.__module__ in STOCK and name not in kept
    }
    assert not left


# Snippets


@pytest.fixture
def theme(sent):
    return sent("sl", specimen.theme()).translation.get_target_instance()


@pytest.mark.parametrize("door", ["delete", "unpublish"])
def test_a_translated_theme_is_withdrawn_by_coordinators_only(door, theme, editor_client):
    before = rows()
    address = reverse(f"wagtailsnippets_core_theme:{door}", args=[theme.pk])
    assert messages(editor_client.post(address, follow=True)) == [FOLLOW]
    assert rows() == before


@pytest.mark.parametrize("person", ["translator", "editor", "administrator"])
def test_the_form_of_a_translated_theme_leads_to_the_translation_editor(
    person, theme, people, browser
):
    before = rows()
    address = reverse("wagtailsnippets_core_theme:edit", args=[theme.pk])
    client = browser(people[person])
    expected = reverse("translation:edit", args=[_work(theme)])
    assert client.get(address).url == expected
    assert client.post(address, {"name": "Other", "action-publish": "1"}).url == expected
    assert rows() == before


def test_translated_themes_are_not_deleted_in_bulk(theme, editor_client):
    before = rows()
    address = reverse("wagtail_bulk_action", args=["core", "theme", "delete"])
    response = editor_client.post(f"{address}?id={theme.pk}", follow=True)
    assert messages(response) == [FOLLOW]
    assert rows() == before


def test_themes_are_written_in_the_source_language(editor_client):
    before = rows()
    address = reverse("wagtailsnippets_core_theme:add") + "?locale=sl"
    editor_client.post(address, {"name": "Own", "slug": "own", "action-publish": "1"})
    assert rows() == before


def test_no_interface_for_writing_pages_is_mounted(admin_client):
    for address in ("/api/v3/pages/", "/admin/api/v3/pages/"):
        assert admin_client.get(address).status_code == 404
    for method in ("post", "put", "patch", "delete"):
        assert getattr(admin_client, method)("/api/v2/pages/").status_code == 405
