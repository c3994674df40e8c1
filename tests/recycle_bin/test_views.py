"""The screens of the recycle bin, from the deletion to the end."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page

from core.page_action_notices import PageActionNotice
from core.site_tree import is_in_site_tree
from recycle_bin.models import RecycleBinEntry, RecycleBinSettings
from recycle_bin.policies import RecycleBinPolicy
from tests import specimens as specimen
from translation.roles import AUTHOR

from .conftest import delete, in_language, outline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("about_of_module")]

LIST = "/admin/recycle-bin/"


def delete_url(page) -> str:
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def texts(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def is_deleted(page) -> bool:
    return not is_in_site_tree(Page.objects.get(pk=page.pk))


def test_a_page_is_deleted_and_the_deletion_undone(admin_client, about):
    before = outline()
    question = admin_client.get(delete_url(about)).content.decode()
    for words in ("Slovenščina", "Српски", "1 page below it", "for 90 days"):
        assert words in question
    done = admin_client.post(delete_url(about), follow=True)
    assert is_deleted(about)
    soup = BeautifulSoup(done.content, "html.parser")
    undo = soup.find("a", string="Undo")["href"]
    assert about.title in admin_client.get(undo).content.decode()
    assert texts(admin_client.post(undo, follow=True))[0].startswith("“About us” was restored.")
    assert outline() == before


def test_an_editor_deletes_and_restores_a_page_with_those_below_it(editor_client, about):
    before = outline()
    editor_client.post(delete_url(about))
    assert is_deleted(about)
    entry = RecycleBinEntry.objects.get()
    editor_client.post(reverse("recycle_bin:restore", args=[entry.pk]))
    assert outline() == before


def test_an_author_deletes_no_page_of_others(client, about, django_user_model):
    person = django_user_model.objects.create_user("author")
    person.groups.add(Group.objects.get(name=AUTHOR.name))
    client.force_login(person)
    client.post(delete_url(about))
    assert not is_deleted(about)


def test_a_page_is_deleted_by_a_bulk_action_with_its_translations(admin_client, about, home):
    other = specimen.content(Page.objects.get(pk=home.pk).specific, slug="other", title="Other")
    below = Page.objects.get(slug="team", locale=about.locale)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    url += f"?id={about.pk}&id={other.pk}&id={below.pk}"
    assert "Slovenščina" in admin_client.get(url).content.decode()
    admin_client.post(url)
    assert all(is_deleted(page) for page in (about, other, below, in_language(about, "mk")))
    assert RecycleBinEntry.objects.count() == 2


def test_a_page_is_deleted_by_the_admin_api(admin_client, about):
    url = reverse("wagtailadmin_api:pages:action", args=[about.pk, "delete"])
    assert admin_client.post(url, content_type="application/json").status_code == 204
    assert is_deleted(about)


class BlockingNotice(PageActionNotice):
    is_blocking = True

    def render_html(self, parent_context=None):
        return "Somebody needs this page."


@pytest.mark.parametrize("way", ["view", "bulk", "api"])
def test_a_blocking_notice_is_shown_and_prevents_the_deletion(way, admin_client, about):
    with hooks.register_temporarily(
        "register_page_action_notices", lambda kind, pages, user: [BlockingNotice()]
    ):
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        url = {
            "view": delete_url(about),
            "bulk": f"{bulk}?id={about.pk}",
            "api": reverse("wagtailadmin_api:pages:action", args=[about.pk, "delete"]),
        }[way]
        if way != "api":
            assert "Somebody needs this page." in admin_client.get(url).content.decode()
        content_type = "application/json" if way == "api" else "text/plain"
        answer = admin_client.post(url, content_type=content_type)
    if way == "api":
        assert answer.status_code == 400
        assert "cannot be deleted yet" in answer.json()["message"]
    assert not is_deleted(about)


def test_the_list_names_page_languages_and_person(editor, editor_client, about):
    delete(about, editor)
    text = editor_client.get(LIST).content.decode()
    for words in ("About us", "Slovenščina", "/en/about/", editor.username):
        assert words in text


def test_a_deleted_page_is_found_by_its_title_in_any_language(editor_client, about):
    delete(about)
    for words, found in (("sl about", True), ("nothing", False), ("\0", True), ("x" * 5000, False)):
        response = editor_client.get(LIST, {"q": words})
        assert ("About us" in response.content.decode()) == found, words


def test_the_form_asks_for_another_address_and_keeps_the_answer(editor_client, about, home):
    entry = delete(about)
    specimen.content(Page.objects.get(pk=home.pk).specific, slug="about", title="New")
    url = reverse("recycle_bin:restore", args=[entry.pk])
    assert "address of another page" in editor_client.post(url).content.decode()
    assert "address of another page" in editor_client.post(url, {"slug": "about"}).content.decode()
    for wrong in ("no slug", "x" * 300, "\0"):
        assert editor_client.post(url, {"slug": wrong}).status_code == 200
    editor_client.post(url, {"slug": "about-2"})
    assert Page.objects.get(pk=about.pk).slug == "about-2"
    assert not is_deleted(about)


def test_the_form_asks_for_another_place(editor_client, about, home):
    below = Page.objects.get(slug="team", locale=about.locale)
    entry = delete(below)
    delete(about)
    url = reverse("recycle_bin:restore", args=[entry.pk])
    assert "was deleted, too" in editor_client.post(url).content.decode()
    for wrong in ("999999999", "x", "9" * 30, about.pk):
        assert editor_client.post(url, {"parent": wrong}).status_code == 200
    editor_client.post(url, {"parent": home.pk})
    assert Page.objects.get(pk=below.pk).get_parent().pk == home.pk


def test_only_coordinators_purge(editor_client, coordinator_client, about):
    entry = delete(about)
    url = reverse("recycle_bin:purge", args=[entry.pk])
    assert "Delete for ever" not in editor_client.get(LIST).content.decode()
    editor_client.post(url)
    assert Page.objects.filter(pk=about.pk).exists()
    assert "Nobody can bring them back" in coordinator_client.get(url).content.decode()
    coordinator_client.post(url)
    assert not Page.objects.filter(translation_key=about.translation_key).exists()
    assert "The recycle bin is empty." in coordinator_client.get(LIST).content.decode()


@pytest.mark.parametrize("name", ["restore", "purge"])
@pytest.mark.parametrize("pk", [10**9, 10**30])
def test_an_entry_that_does_not_exist_is_no_error(name, pk, coordinator_client):
    for ask in (coordinator_client.get, coordinator_client.post):
        assert ask(f"{LIST}{pk}/{name}/").status_code in (302, 404)


def test_who_neither_restores_nor_purges_sees_only_what_they_deleted(
    client, django_user_model, about, editor
):
    person = django_user_model.objects.create_user("translator")
    person.groups.add(*type(editor.groups.first()).objects.filter(name__startswith="Translators"))
    entry = delete(about, editor)
    client.force_login(person)
    assert client.get(LIST).status_code == 302
    client.post(reverse("recycle_bin:restore", args=[entry.pk]))
    assert is_deleted(about)
    assert not RecycleBinPolicy(person).may_visit
    RecycleBinEntry.objects.update(deleted_by=person)
    client.post(reverse("recycle_bin:restore", args=[entry.pk]))
    assert not is_deleted(about)


def test_a_setting_refuses_more_than_ten_years(db):
    with pytest.raises(ValidationError):
        RecycleBinSettings(retention_days=4000).full_clean()
