"""What readers get at the address of a page that was removed."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from recycle_bin.actions.purge import PurgeRecycledPages
from recycle_bin.actions.restore import RestoreFromRecycleBin
from tests import specimens as specimen

from .conftest import delete, in_language

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("about_of_module")]

ADDRESSES = ("/en/about/", "/sl/about/", "/mk/about/team/", "/bg/about/", "/sr-latn/about/team/")


def statuses(client, *addresses: str) -> set[int]:
    return {client.get(address).status_code for address in addresses}


def test_a_removed_page_is_gone_in_every_language_until_it_is_restored(client, about):
    entry = delete(about)
    assert statuses(client, *ADDRESSES) == {410}
    assert statuses(client, "/en/", "/mk/meetings/") == {200}
    assert statuses(client, "/en/nowhere/", "/about/", "/xx/about/", "/en/about/%00/") == {404}
    RestoreFromRecycleBin(entry, None).execute()
    assert statuses(client, *ADDRESSES) == {200}


def test_it_stays_gone_after_it_was_purged(client, about):
    PurgeRecycledPages(delete(about)).execute()
    assert statuses(client, *ADDRESSES) == {410}
    assert about.title not in client.get("/en/about/").content.decode()


def test_the_page_says_so_in_the_language_of_the_address(client, about):
    delete(about)
    for code, tag in (("en", "en"), ("mk", "mk"), ("sr-latn", "sr-Latn")):
        response = client.get(f"/{code}/about/")
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.html["lang"] == tag
        assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
        assert [link["href"] for link in soup.select("main a")] == [f"/{code}/", f"/{code}/search/"]
        assert "no-store" in response.headers["Cache-Control"]
        assert not response.cookies


def test_a_page_that_somebody_in_danger_may_have_read_keeps_the_way_out(client, home):
    page = specimen.content(home, slug="help", quick_exit=True)
    other = specimen.content(Page.objects.get(pk=home.pk).specific, slug="other", title="Other")
    delete(page)
    delete(other)
    assert 'class="quick-exit"' in client.get("/en/help/").content.decode()
    assert 'class="quick-exit"' not in client.get("/en/other/").content.decode()


def test_a_page_at_the_same_address_wins(client, about, home):
    delete(about)
    specimen.content(Page.objects.get(pk=home.pk).specific, slug="about", title="Again")
    assert statuses(client, "/en/about/", "/mk/about/") == {200}


def test_a_redirect_wins(client, about, home):
    delete(about)
    Redirect.objects.create(old_path="/en/about", redirect_page=home)
    assert client.get("/en/about/").status_code == 301


@pytest.mark.parametrize("old_path", ["/mk/who-we-are", "/who-we-are"])
def test_an_earlier_address_is_gone_too(old_path, client, about):
    Redirect.objects.create(old_path=old_path, redirect_page=in_language(about, "mk"))
    delete(about)
    assert statuses(client, "/mk/who-we-are/") == {410}


@pytest.mark.parametrize("is_restricted", [True, False])
def test_what_was_never_public_is_not_found(is_restricted, client, home):
    page = specimen.content(home, slug="hidden")
    if is_restricted:
        specimen.restrict(page)
    else:
        page.unpublish()
    delete(page)
    assert statuses(client, "/en/hidden/") == {404}


def test_a_page_removed_in_one_language_is_shown_in_another(client, about):
    delete(in_language(about, "sl"))
    assert statuses(client, "/sl/about/") == {200}
    assert "About us" in client.get("/sl/about/").content.decode()


@pytest.mark.parametrize("is_purged", [True, False])
def test_the_short_address_of_a_removed_document_stays(is_purged, client, home):
    document = specimen.declaration(home)
    specimen.translate(document.get_parent().specific, "mk")
    specimen.translate(document, "mk")
    entry = delete(document)
    if is_purged:
        PurgeRecycledPages(entry).execute()
    for address in (
        reverse("declaration", args=[document.pk]),
        reverse("declaration-paragraph", args=[document.pk, 4]),
    ):
        response = client.get(address, headers={"accept-language": "mk"})
        assert response.status_code == 410
        assert BeautifulSoup(response.content, "html.parser").html["lang"] == "mk"
    assert statuses(client, "/d/999999", "/d/0/1") == {404}
