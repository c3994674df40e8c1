"""View restrictions: a translation is never more public than its source."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from tests import specimens as specimen

from .conftest import read_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("updated_indexes")]


@pytest.fixture(scope="module")
def made_page(updated_indexes, home_of_module):
    page = specimen.content(home_of_module, slug="about", title="About us", summary="Who we are.")
    specimen.translate(page, "sl", "sr-cyrl", "sr-latn")
    return page


@pytest.fixture
def about(db, made_page):
    return read_again(made_page)


def is_public(client, url: str, words: str = "About us") -> bool:
    response = client.get(url)
    return response.status_code == 200 and words in response.content.decode()


ADDRESSES = ("/en/about/", "/sl/about/", "/sr-cyrl/about/", "/sr-latn/about/")


def make_private(client, page, kind: str = "login") -> None:
    """Submit Wagtail's dialog for privacy settings, as an editor does."""
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    response = client.post(url, {"restriction_type": kind, "password": "open", "groups": []})
    assert response.json()["step"] == "set_privacy_done"


@pytest.mark.parametrize("kind", ["login", "password"])
def test_translations_of_a_page_made_private_are_private_at_once(kind, client, admin_client, about):
    assert all(is_public(client, url) for url in ADDRESSES)
    make_private(admin_client, about, kind)
    assert not any(is_public(client, url) for url in ADDRESSES)


@pytest.mark.parametrize("kind", ["login", "password"])
def test_what_is_derived_from_a_private_page_is_private_at_once(
    kind, client, admin_client, about, locale
):
    for code, title in (("sr-cyrl", "О нама"), ("sr-latn", "O nama")):
        page = about.get_translation(locale(code))
        page.title = title
        specimen.publish(page)
    outputs = ("sr-latn/search/?q=nama", "sr-latn/search/suggestions/?q=nam", "sr-latn/feed.atom")
    for path in outputs:
        assert "nama" in client.get(f"/{path}").content.decode().replace("?q=nama", "")
    make_private(admin_client, about.get_translation(locale("sr-cyrl")), kind)
    for code in ("sr-cyrl", "sr-latn"):
        assert not is_public(client, f"/{code}/about/", "Who we are.")
    assert is_public(client, "/sl/about/", "Who we are.")
    for path in outputs:
        assert "O nama" not in client.get(f"/{path}").content.decode()
    assert "/sr-latn/about/" not in client.get("/sitemap-sr-latn.xml").content.decode()


def test_what_is_derived_from_below_a_private_page_is_private_too(
    client, admin_client, home, locale
):
    section = home.get_children().get(slug="meetings").specific
    page = specimen.meeting(home)
    for source in (section, page):
        specimen.translate(source, "sr-cyrl", "sr-latn")
    assert is_public(client, "/sr-latn/meetings/vienna/", "Vienna")
    make_private(admin_client, section.get_translation(locale("sr-cyrl")))
    assert not is_public(client, "/sr-latn/meetings/vienna/", "Vienna")


def test_a_private_derived_page_leaves_its_origin_public(client, admin_client, about, locale):
    make_private(admin_client, about.get_translation(locale("sr-latn")))
    assert is_public(client, "/sr-cyrl/about/")
    assert not is_public(client, "/sr-latn/about/")


def _translated_meeting(home):
    """Publish a meeting and its section in two languages; return the section."""
    section = home.get_children().get(slug="meetings").specific
    page = specimen.meeting(home)
    for source in (section, page):
        specimen.translate(source, "sl")
    return section


def test_translations_of_the_pages_below_are_private_too(client, admin_client, home, about):
    section = _translated_meeting(home)
    assert is_public(client, "/sl/meetings/vienna/", "Vienna")
    make_private(admin_client, section)
    assert not is_public(client, "/sl/meetings/vienna/", "Vienna")


def test_a_page_made_public_again_is_public_in_every_language(client, admin_client, about):
    make_private(admin_client, about)
    make_private(admin_client, about, "none")
    assert all(is_public(client, url) for url in ADDRESSES)


def test_a_new_translation_of_a_private_page_is_private(client, home, admin_client):
    page = specimen.content(home, slug="new", title="About us")
    make_private(admin_client, page)
    specimen.translate(page, "sl")
    PageViewRestriction.objects.exclude(page=page).delete()
    assert Page.objects.get(locale__language_code="sl", slug="new").live
    assert not is_public(client, "/sl/new/")


def test_a_page_moved_below_a_private_one_is_private_in_every_language(
    client, admin_client, home, about
):
    private = specimen.content(home, slug="inside", title="Inside")
    make_private(admin_client, private)
    admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[about.pk, private.pk]))
    for code in ("en", "sl", "sr-cyrl", "sr-latn"):
        assert not is_public(client, f"/{code}/inside/about/")


def test_the_password_of_the_source_opens_its_translations(client, admin_client, about):
    make_private(admin_client, about, "password")
    restriction = PageViewRestriction.objects.get()
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, about.pk])
    client.post(url, {"password": "open", "return_url": "/sl/about/"})
    assert is_public(client, "/sl/about/")


def test_a_private_page_is_in_no_list_of_any_language(client, admin_client, home):
    _translated_meeting(home)
    make_private(admin_client, Page.objects.get(slug="vienna", locale=home.locale))
    for code in ("en", "sl"):
        for listing in (f"/{code}/meetings/", f"/{code}/search/?q=Vienna", f"/sitemap-{code}.xml"):
            text = client.get(listing).content.decode()
            assert f"/{code}/meetings/vienna/" not in text, listing


def test_translators_do_not_change_who_may_read(about, translator, client_for):
    target = Page.objects.get(locale__language_code="sl", slug="about")
    url = reverse("wagtailadmin_pages:set_privacy", args=[target.pk])
    client_for(translator("sl")).post(url, {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()
