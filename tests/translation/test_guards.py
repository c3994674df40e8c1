"""Wagtail's own views of translated pages and snippets: refused with a reason, no changes."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page, Revision
from wagtail.snippets.models import get_snippet_models

from core.models import Theme
from core.site_tree import objects_of_site
from home.models import ContentPage
from tests import specimens as specimen
from tests import translators
from translation.guards.hooks import STOCK_MODULES
from translation.guards.middleware import API_ACTION_VERBS
from translation.models import Assignment
from translation.roles import COORDINATOR, LANGUAGE_ROLES

from .conftest import create_account, read_again

pytestmark = pytest.mark.django_db

ONLY_COORDINATORS = (
    "Translated pages are managed through their source page. Ask the translation coordinators."
)
TREE_OF_SOURCE = (
    "Translated pages have the position and the address of their source page. "
    "Change the source page."
)


@pytest.fixture(scope="module")
def made_page(home_of_module, sender):
    source = specimen.content(home_of_module, summary="Who we are.")
    target = translators.send_to_translation(sender, source, "sl").translation.get_target_instance()
    target.save_revision()
    target.live = True
    target.save()
    return target


@pytest.fixture
def page(db, made_page):
    """A translated page that is published."""
    return read_again(made_page)


@pytest.fixture(scope="module")
def made_accounts(sender):
    return {
        "translator": translators.team_member("sl", "translators"),
        "reviewer": translators.team_member("sl", "reviewers"),
        "foreign": translators.team_member("bg", "translators"),
        "editor": sender,
        "coordinator": create_account("head", Group.objects.get(name=COORDINATOR.name)),
        "administrator": get_user_model().objects.create_superuser("administrator"),
    }


@pytest.fixture
def accounts(db, made_accounts):
    """An account of every role; each is read again, since it remembers its permissions."""
    return {name: read_again(account) for name, account in made_accounts.items()}


def database_rows() -> list[list[tuple]]:
    models = (Page, ContentPage, Revision, Theme)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def messages(response) -> list[str]:
    """Return what the page that a response redirects to will show, without loading that page."""
    assert response.status_code == 302
    return [str(message) for message in get_messages(response.wsgi_request)]


# Views that only coordinators may use, and views that nobody may use.
FOR_COORDINATORS = ("delete", "unpublish", "set_privacy")
FOR_NOBODY = ("move", "copy", "set_page_position", "add_subpage")


@pytest.mark.parametrize("view", FOR_COORDINATORS)
@pytest.mark.parametrize("person", ["translator", "reviewer", "foreign", "editor"])
def test_only_coordinators_unpublish_delete_or_restrict_a_translated_page(
    view, person, page, accounts, client_for
):
    before = database_rows()
    url = reverse(f"wagtailadmin_pages:{view}", args=[page.pk])
    for ask in (client_for(accounts[person]).get, client_for(accounts[person]).post):
        assert messages(ask(url)) == [ONLY_COORDINATORS]
    assert database_rows() == before


@pytest.mark.parametrize("view", FOR_NOBODY)
@pytest.mark.parametrize("person", ["translator", "editor", "coordinator", "administrator"])
def test_nobody_moves_or_copies_a_translated_page(view, person, page, accounts, client_for):
    before = database_rows()
    url = reverse(f"wagtailadmin_pages:{view}", args=[page.pk])
    assert messages(client_for(accounts[person]).post(url)) == [TREE_OF_SOURCE]
    assert database_rows() == before


@pytest.mark.parametrize("person", ["translator", "coordinator", "administrator"])
def test_pages_are_created_in_the_source_language_only(person, page, accounts, client_for):
    before = database_rows()
    url = reverse("wagtailadmin_pages:add", args=["home", "contentpage", page.pk])
    response = client_for(accounts[person]).post(
        url, {"title": "Own", "slug": "own", "action-publish": "1"}
    )
    assert messages(response) == [TREE_OF_SOURCE]
    assert database_rows() == before


@pytest.mark.parametrize("person", ["translator", "reviewer", "coordinator", "administrator"])
@pytest.mark.parametrize("view", ["edit", "revisions_revert"])
def test_the_edit_view_of_a_translated_page_redirects_to_the_translation_editor(
    view, person, page, accounts, client_for, send_to_translation
):
    before, arguments = database_rows(), [page.pk]
    if view == "revisions_revert":
        arguments.append(page.latest_revision_id)
    url = reverse(f"wagtailadmin_pages:{view}", args=arguments)
    client, editor_page = (
        client_for(accounts[person]),
        reverse("translation:edit", args=[_assignment_id(page)]),
    )
    assert client.get(url).url == editor_page
    fields = {"title": "Changed", "slug": "changed", "action-publish": "1"}
    assert client.post(url, fields).url == editor_page
    assert database_rows() == before


def _assignment_id(page) -> int:
    return Assignment.objects.get_for_instance_or_none(page).pk


def test_autosave_is_refused_for_a_translated_page(page, translator, client_for):
    before = database_rows()
    response = client_for(translator("sl")).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {"title": "Changed", "slug": "changed"},
        headers={"accept": "application/json"},
    )
    assert response.json()["success"] is False
    assert database_rows() == before


def test_a_translator_of_another_language_has_no_access_to_either_editor(
    page, translator, client_for
):
    before = database_rows()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for ask in (client_for(translator("bg")).get, client_for(translator("bg", "second")).post):
        assert ask(url).url == reverse("wagtailadmin_home")
    assert database_rows() == before


def test_a_page_that_was_never_sent_shows_a_message(admin_client, home, locale):
    target = home.get_translation(locale("sl"))
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[target.pk]), follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "This page is not being translated yet. Send its source first."
    ]


def test_the_edit_view_of_a_derived_page_redirects_to_the_editor_of_its_origin(
    send_to_translation, home, locale, admin_client
):
    source = specimen.content(home, slug="derived")
    origin = send_to_translation("sr-cyrl", source)
    derived = source.copy_for_translation(locale("sr-latn"))
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[derived.pk]))
    assert response.url == reverse("translation:edit", args=[origin.pk])


@pytest.mark.parametrize("person", ["coordinator", "administrator"])
@pytest.mark.parametrize("action", ["publish", "move"])
def test_translated_pages_are_not_published_or_moved_in_bulk(
    action, person, page, accounts, client_for, home
):
    before = database_rows()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    fields = {"chooser": home.pk, "include_descendants": "on"}
    client_for(accounts[person]).post(f"{url}?id={page.pk}", fields)
    assert database_rows() == before


@pytest.mark.parametrize("action", ["delete", "unpublish", "publish", "move"])
def test_translators_have_no_bulk_actions(action, page, accounts, client_for, home):
    before = database_rows()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    for name in ("translator", "reviewer", "foreign", "editor"):
        client_for(accounts[name]).post(f"{url}?id={page.pk}", {"chooser": home.pk})
    assert database_rows() == before


def test_a_coordinator_may_delete_a_single_translation(page, coordinator, client_for):
    client_for(coordinator).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not objects_of_site(Page).filter(pk=page.pk).exists()
    assert objects_of_site(Page).filter(translation_key=page.translation_key).exists()


@pytest.mark.parametrize("person", ["translator", "coordinator"])
def test_the_explorer_has_no_buttons_for_refused_actions(person, page, accounts, client_for):
    url = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    text = client_for(accounts[person]).get(url).content.decode()
    assert reverse("wagtailadmin_pages:move", args=[page.pk]) not in text
    assert reverse("wagtailadmin_pages:copy", args=[page.pk]) not in text
    offered = reverse("wagtailadmin_pages:delete", args=[page.pk]) in text
    assert offered == (person == "coordinator")


def test_an_ajax_request_is_refused_with_the_reason_as_json(page, translator, client_for):
    response = client_for(translator("sl")).post(
        reverse("wagtailadmin_pages:set_page_position", args=[page.pk]),
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert (response.status_code, response.json()) == (403, {"error": TREE_OF_SOURCE})


def test_the_hooks_of_wagtail_localize_are_unregistered():
    kept = {"register_admin_urls", "register_log_actions", "register_icons"}
    hooks.search_for_hooks()
    left = {
        name
        for name in hooks._hooks
        for hook in hooks.get_hooks(name)
        if hook.__module__ in STOCK_MODULES and name not in kept
    }
    assert not left


# Snippets


@pytest.fixture
def theme(send_to_translation):
    return send_to_translation("sl", specimen.theme()).translation.get_target_instance()


@pytest.mark.parametrize("view", ["delete", "unpublish"])
def test_only_coordinators_delete_or_unpublish_a_translated_theme(view, theme, editor_client):
    before = database_rows()
    url = reverse(f"wagtailsnippets_core_theme:{view}", args=[theme.pk])
    assert messages(editor_client.post(url)) == [ONLY_COORDINATORS]
    assert database_rows() == before


@pytest.mark.parametrize("person", ["translator", "editor", "administrator"])
def test_the_edit_view_of_a_translated_theme_redirects_to_the_translation_editor(
    person, theme, accounts, client_for
):
    before = database_rows()
    url = reverse("wagtailsnippets_core_theme:edit", args=[theme.pk])
    client = client_for(accounts[person])
    expected = reverse("translation:edit", args=[_assignment_id(theme)])
    assert client.get(url).url == expected
    assert client.post(url, {"name": "Other", "action-publish": "1"}).url == expected
    assert database_rows() == before


def test_translated_themes_are_not_deleted_in_bulk(theme, editor_client):
    before = database_rows()
    url = reverse("wagtail_bulk_action", args=["core", "theme", "delete"])
    response = editor_client.post(f"{url}?id={theme.pk}")
    assert messages(response) == [ONLY_COORDINATORS]
    assert database_rows() == before


def test_themes_are_created_in_the_source_language_only(editor_client):
    before = database_rows()
    url = reverse("wagtailsnippets_core_theme:add") + "?locale=sl"
    editor_client.post(url, {"name": "Own", "slug": "own", "action-publish": "1"})
    assert database_rows() == before


def test_no_writable_page_api_is_mounted(admin_client):
    for url in ("/api/v3/pages/", "/admin/api/v3/pages/"):
        assert admin_client.get(url).status_code == 404
    for method in ("post", "put", "patch", "delete"):
        assert getattr(admin_client, method)("/api/v2/pages/").status_code == 405


# Wagtail's admin API


def api_action(client, page, action: str, **data):
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    return client.post(url, data, content_type="application/json")


def test_every_action_of_the_admin_api_has_a_policy():
    assert set(API_ACTION_VERBS) == set(PagesAdminAPIViewSet.actions)


@pytest.mark.parametrize("action", sorted(API_ACTION_VERBS))
@pytest.mark.parametrize("person", ["translator", "reviewer"])
def test_the_team_of_a_language_has_no_action_of_the_admin_api(
    action, person, page, accounts, client_for, home, locale
):
    data = {
        "revision_id": page.save_revision().pk,
        "locale": "mk",
        "destination_page_id": home.pk,
        "recursive": False,
    }
    before = database_rows()
    response = api_action(client_for(accounts[person]), page, action, **data)
    assert response.status_code == 403
    assert database_rows() == before


@pytest.mark.parametrize("alias", [True, False])
def test_no_page_is_copied_to_another_language_without_being_sent(alias, admin_client, home):
    source = specimen.content(home, slug="never-sent")
    before = database_rows()
    response = api_action(admin_client, source, "copy_for_translation", locale="mk", alias=alias)
    assert response.status_code == 403
    assert "sent to translation" in response.json()["detail"]
    assert database_rows() == before


def test_no_translated_page_is_reverted_to_a_revision(page, admin_client):
    revision = page.save_revision()
    response = api_action(admin_client, page, "revert_to_page_revision", revision_id=revision.pk)
    assert response.status_code == 403


# Snippets and settings


@pytest.mark.parametrize("role", LANGUAGE_ROLES, ids=lambda role: role.name)
def test_the_team_of_a_language_changes_no_snippet_and_no_setting(role):
    models = [*get_snippet_models(), *settings_registry]
    changing = {
        f"{verb}_{model._meta.model_name}"
        for model in models
        for verb in ("add", "change", "delete", "publish")
    }
    assert models
    assert not changing & set(role.permissions)


def test_a_translator_writes_no_draft_into_a_theme_of_the_source(theme, translator, client_for):
    source = theme.get_translations().get(locale__language_code="en")
    before = database_rows()
    url = reverse("wagtailsnippets_core_theme:edit", args=[source.pk])
    client = client_for(translator("sl"))
    for data in ({"name": "Stolen", "slug": source.slug}, {"name": "Stolen", "action-publish": 1}):
        client.post(url, data)
    assert database_rows() == before
