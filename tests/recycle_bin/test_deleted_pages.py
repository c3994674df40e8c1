"""Nobody reaches a deleted page by any address of the admin or of the site."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from core.languages import site_language
from core.page_permissions import page_permission_tester
from home.models import ContentPage
from recycle_bin.actions.restore import RestoreFromRecycleBin
from recycle_bin.models import RecycledPage
from recycle_bin.wagtail_hooks import leave_out_deleted_pages
from tests import grids
from tests import specimens as specimen
from translation.board.rows import board_rows_for
from translation.models import Assignment

from .conftest import delete, in_language, outline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("deleted_of_module")]

TITLE = "A title like no other"
SEARCH = "/en/search/?q=title"


@pytest.fixture(scope="module")
def deleted_of_module(updated_indexes, about_of_module) -> int:
    """The id of a page that was in the indexes before it was deleted; all tests have it."""
    page = Page.objects.get(pk=about_of_module)
    for version in Page.objects.filter(translation_key=page.translation_key).specific():
        version.title = version.draft_title = TITLE
        version.save()
    assert TITLE in Client().get(SEARCH).content.decode()
    delete(page)
    return page.pk


@pytest.fixture
def deleted(deleted_of_module, db) -> Page:
    return Page.objects.get(pk=deleted_of_module)


def bin_pages() -> list[Page]:
    return list(Page.objects.exclude(path__startswith="0001").order_by("path"))


def bin_pages_of_every_kind() -> list[Page]:
    """Return the pages of the bin, or a sample: of each depth, and in each kind of language."""
    pages = bin_pages()
    if grids.is_full:
        return pages
    languages = {page.pk: site_language(page.locale.language_code) for page in pages}
    by_depth = {page.depth: page for page in pages}
    by_language = {
        (languages[page.pk].is_source, languages[page.pk].derived_from): page
        for page in pages
        if page.depth > 2
    }
    return list({page.pk: page for page in (*by_depth.values(), *by_language.values())}.values())


def page_addresses(page) -> list[str]:
    """Return every address of Wagtail's page views that takes nothing but ids of pages."""
    views = get_resolver().namespace_dict["wagtailadmin_pages"][1].reverse_dict
    found = []
    for name in (key for key in views if isinstance(key, str)):
        for possibility in views.getlist(name):
            arguments = set(possibility[0][0][1])
            ids = arguments & {"page_id", "page_to_move_id", "parent_page_id", "destination_id"}
            if ids and ids == arguments:
                kwargs = dict.fromkeys(ids, page.pk)
                found.append(reverse(f"wagtailadmin_pages:{name}", kwargs=kwargs))
    return found


def test_every_address_of_a_page_is_refused(admin_client, deleted):
    before, pages = outline(), bin_pages_of_every_kind()
    for page in pages:
        addresses = page_addresses(page)
        addresses += [
            reverse("wagtailadmin_explore", args=[page.pk]),
            reverse("wagtailadmin_choose_page_child", args=[page.pk]),
        ]
        assert len(addresses) > 15
        for url in grids.share(addresses, page, pages):
            for ask in (admin_client.get, admin_client.post):
                response = ask(url)
                assert response.status_code in (302, 405, 409), (url, response.status_code)
    assert outline() == before


@pytest.mark.parametrize("action", ["publish", "move", "unpublish", "delete"])
def test_bulk_actions_are_refused(action, admin_client, deleted, home):
    before = outline(), len(bin_pages())
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    for query in (
        [f"id={page.pk}" for page in bin_pages()],
        [f"id=all&childOf={bin_pages()[0].pk}"],
    ):
        admin_client.post(f"{url}?{'&'.join(query)}", {"chooser": home.pk})
    assert before == (outline(), len(bin_pages()))


@pytest.mark.parametrize("action", ["publish", "copy", "move", "delete", "unpublish"])
def test_actions_of_the_admin_api_are_refused(action, admin_client, deleted, home):
    url = reverse("wagtailadmin_api:pages:action", args=[deleted.pk, action])
    data = {"destination_page_id": home.pk}
    response = admin_client.post(url, data, content_type="application/json")
    assert response.status_code == 409
    assert "recycle bin" in response.json()["detail"]


def test_nothing_is_copied_moved_or_created_in_the_bin(admin_client, deleted, home):
    page = specimen.content(Page.objects.get(pk=home.pk).specific, slug="other", title="Other")
    count = len(bin_pages())
    for target in bin_pages_of_every_kind():
        for action in ("copy", "move"):
            admin_client.post(
                reverse("wagtailadmin_api:pages:action", args=[page.pk, action]),
                {"destination_page_id": target.pk, "recursive": False},
                content_type="application/json",
            )
        admin_client.post(
            reverse("wagtailadmin_pages:copy", args=[page.pk]),
            {"new_title": "C", "new_slug": "c", "new_parent_page": target.pk},
        )
        admin_client.post(
            reverse("wagtailadmin_pages:move", args=[page.pk]), {"new_parent_page": target.pk}
        )
        admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
    assert len(bin_pages()) == count


LISTS = (
    "/admin/",
    "/admin/pages/",
    "/admin/pages/search/?q=title",
    "/admin/pages/search/results/?q=title",
    "/admin/choose-page/",
    "/admin/choose-page/search/?q=title",
    "/admin/api/main/pages/?search=title",
    "/admin/reports/locked/",
    "/admin/reports/workflow/",
    "/admin/reports/aging-pages/",
    "/admin/reports/page-types-usage/",
    "/admin/translation/mine/",
    "/admin/translation/board/",
    "/admin/translation/releases/",
    "/admin/translation/exchange/",
)


def test_a_permission_on_a_deleted_page_is_none(home, client, django_user_model):
    page = specimen.content(home, slug="network")
    group = Group.objects.create(name="Editors of one page")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("change_page", "bulk_delete_page"):
        permission = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    person = django_user_model.objects.create_user("author")
    person.groups.add(group)
    client.force_login(person)
    policy = policy_registry.get_by_type(Page)
    assert page.pk in policy.explorable_instances(person).values_list("pk", flat=True)
    delete(page)
    person = django_user_model.objects.get(pk=person.pk)
    assert not policy.explorable_instances(person).exists()
    for path in ("/admin/", "/admin/pages/", "/admin/pages/search/?q=about"):
        assert client.get(path).status_code in (200, 302), path


@pytest.mark.parametrize("account", ["admin_client", "editor_client"])
def test_no_list_contains_a_deleted_page(account, request):
    client = request.getfixturevalue(account)
    for path in LISTS:
        response = client.get(path, follow=True)
        assert response.status_code == 200, path
        assert TITLE not in response.content.decode(), path


def test_a_hook_leaves_deleted_pages_out_of_choosers(deleted):
    assert not leave_out_deleted_pages(Page.objects.filter(pk=deleted.pk), None).exists()


def test_nobody_has_a_permission(admin_user, deleted):
    tester = page_permission_tester(admin_user, deleted)
    with_arguments = {"can_move_to", "can_copy_to"}
    names = {name for name in dir(tester) if name.startswith("can_")} - with_arguments
    assert len(names) > 10
    assert not {name for name in names if getattr(tester, name)()}


def test_no_public_address_contains_it(deleted):
    lists = ("/en/", "/en/feed.atom", "/api/v2/pages/", "/sitemap-en.xml", "/sitemap-sl.xml")
    for path in (SEARCH, *lists):
        response = Client().get(path)
        assert response.status_code == 200, path
        assert TITLE not in response.content.decode(), path
    assert Client().get(f"/api/v2/pages/{deleted.pk}/").status_code == 404


def test_it_counts_in_no_list_of_usage(home, django_capture_on_commit_callbacks):
    picture = specimen.picture()
    page = specimen.content(home, slug="hall")
    shown = {"image": picture.pk, "alternative_text": "A hall", "caption": ""}
    page.body = specimen.stream(page, "body", ("picture", shown))
    with django_capture_on_commit_callbacks(execute=True):
        specimen.publish(page)
    ReferenceIndex.create_or_update_for_object(page)
    assert ReferenceIndex.get_references_to(picture).count()
    with django_capture_on_commit_callbacks(execute=True):
        entry = delete(page)
    assert not ReferenceIndex.get_references_to(picture).count()
    RestoreFromRecycleBin(entry, None).execute()
    assert ReferenceIndex.get_references_to(picture).count()


def test_the_set_up_grants_nothing_on_the_bin(deleted):
    before = GroupPagePermission.objects.count()
    call_command("set_up")
    assert GroupPagePermission.objects.count() == before


def test_no_page_is_published_on_its_date(home):
    page = specimen.content(home, slug="planned", live=False)
    page.save_revision(approved_go_live_at=timezone.now())
    delete(page)
    call_command("publish_scheduled")
    assert not ContentPage.objects.exclude(path__startswith="0001").filter(live=True).exists()


def test_the_board_does_not_list_it(admin_user, editor, deleted):
    for person in (admin_user, editor):
        assert not board_rows_for(person).search_titles(TITLE).count()


def test_rows_of_drafts_are_not_public(home):
    source = specimen.content(home, slug="network")
    specimen.translate(source, "sl")
    page = in_language(source, "sl")
    page.live = False
    page.save()
    delete(source)
    assert not RecycledPage.objects.get(page_id=page.pk).was_public
    assert Assignment.objects.count() == 0
