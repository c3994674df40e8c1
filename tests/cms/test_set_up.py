"""The set-up of a new site: locales, page tree and roles; a second set-up changes nothing."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Collection, GroupCollectionPermission, Locale, Page, Site
from wagtail.permissions import policy_registry

from cms.set_up import set_up_site
from core.languages import all_languages, source_language
from core.models import SiteDocument, SiteImage, Theme
from home.models import HomePage
from tests import specimens as specimen
from translation.roles import SECRETARIAT_EDITOR

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

SECTIONS = ["meetings", "declarations", "history", "states"]


def inventory() -> dict:
    """Return all rows that the set-up creates."""
    group = Group.objects.get(name=SECRETARIAT_EDITOR.name)
    return {
        "locales": list(Locale.objects.order_by("pk").values()),
        "pages": list(Page.objects.order_by("pk").values()),
        "sites": list(Site.objects.values()),
        "groups": list(Group.objects.order_by("pk").values()),
        "permissions": list(group.permissions.order_by("pk").values_list("pk", flat=True)),
        "on pages": list(group.page_permissions.order_by("pk").values()),
        "on collections": list(GroupCollectionPermission.objects.order_by("pk").values()),
        "collections": list(Collection.objects.values()),
    }


def test_there_is_a_locale_for_every_language_and_no_other():
    codes = set(Locale.objects.values_list("language_code", flat=True))
    assert codes == {language.code for language in all_languages()}


def test_the_source_has_its_sections_and_all_of_them_are_published(home):
    assert [page.slug for page in home.get_children()] == SECTIONS
    assert all(page.live and page.show_in_menus for page in home.get_children())
    assert all(page.locale == home.locale for page in home.get_children())


def test_every_language_has_a_home_page_and_only_that_of_the_source_is_published(home):
    homes = HomePage.objects.select_related("locale")
    assert {page.locale.language_code for page in homes} == {item.code for item in all_languages()}
    assert {page.translation_key for page in homes} == {home.translation_key}
    assert [page for page in homes if page.live] == [home]


def test_the_site_starts_at_the_home_page_of_the_source(home):
    site = Site.objects.get()
    assert site.is_default_site
    assert site.root_page_id == home.pk
    assert home.locale.language_code == source_language().code


def test_the_trees_are_consistent():
    assert not any(Page.find_problems())
    assert not any(Collection.find_problems())


def test_the_welcome_page_of_wagtail_is_deleted():
    assert not Page.objects.filter(title__icontains="welcome").exists()


def test_setting_up_again_changes_nothing():
    before = inventory()
    call_command("set_up", verbosity=0)
    assert inventory() == before


def test_setting_up_again_leaves_what_an_editor_changed(home):
    home.title = "Ours"
    specimen.publish(home)
    section = home.get_children().get(slug="history").specific
    section.title = "How it began"
    specimen.publish(section)
    set_up_site()
    assert HomePage.objects.get(pk=home.pk).title == "Ours"
    assert Page.objects.get(pk=section.pk).title == "How it began"


def test_setting_up_again_adds_no_second_section_for_one_that_was_moved(home):
    section = home.get_children().get(slug="history").specific
    section.slug = "our-history"
    specimen.publish(section)
    set_up_site()
    assert type(section).objects.child_of(home).count() == 1


def test_setting_up_again_removes_no_permission_of_an_administrator(editor):
    group = Group.objects.get(name=SECRETARIAT_EDITOR.name)
    group.permissions.add(Permission.objects.get(codename="view_user"))
    set_up_site()
    assert editor.has_perm("core.view_user")


def test_setting_up_again_restores_the_permissions_of_a_role(editor):
    Group.objects.get(name=SECRETARIAT_EDITOR.name).permissions.clear()
    set_up_site()
    assert editor.has_perm("wagtailadmin.access_admin")


# What an editor may do


@pytest.mark.parametrize("model", [SiteImage, SiteDocument])
@pytest.mark.parametrize("action", ["add", "change", "choose"])
def test_an_editor_may_work_with_files(editor, model, action):
    assert policy_registry.get_by_type(model).user_has_permission(editor, action)


@pytest.mark.parametrize("action", ["add", "change", "delete"])
def test_an_editor_may_work_with_themes(editor, action):
    assert editor.has_perm(f"{Theme._meta.app_label}.{action}_theme")


def test_an_editor_may_write_publish_and_lock_pages_everywhere(editor, home):
    for page in (home, home.get_children().get(slug="meetings")):
        permissions = page.permissions_for_user(editor)
        assert permissions.can_edit()
        assert permissions.can_publish()
        assert permissions.can_add_subpage()
        assert permissions.can_lock()


def test_an_editor_may_send_pages_to_translation(editor):
    assert editor.has_perm("translation.send_to_translation")


@pytest.mark.parametrize(
    "path",
    ["images/add/", "documents/multiple/add/", "snippets/core/theme/add/", "pages/"],
)
def test_an_editor_can_open_the_views(editor_client, path):
    assert editor_client.get(f"/admin/{path}").status_code == 200


@pytest.mark.parametrize("path", ["users/", "groups/", "sites/", "locales/"])
def test_an_editor_manages_no_accounts_sites_or_languages(editor_client, path):
    assert editor_client.get(f"/admin/{path}").status_code in (302, 403, 404)


def test_an_account_without_a_role_has_no_access_to_the_admin(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("guest"))
    assert client.get("/admin/").status_code in (302, 403)
