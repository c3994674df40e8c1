"""Old addresses of an imported site, asked for as readers do."""

import pytest
from django.test import Client

from tests import specimens as specimen
from tests.imported_pages import page_at
from tests.plone_export import small_site

from .conftest import import_of, import_without_problems

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]

MACEDONIAN, ENGLISH = "mk-MK,mk;q=0.9", "en"


@pytest.fixture(scope="module")
def imported(home_of_module, tmp_path_factory) -> None:
    """The small site with a list of its events."""
    site = small_site()
    site.add("Collection", "mk/sostanoci", query=[{"i": "portal_type", "v": ["Event"]}])
    import_without_problems(import_of(site, tmp_path_factory.mktemp("export")))


def follow(path: str, language: str = ENGLISH) -> tuple[list[str], int]:
    """Return the addresses that a reader is sent to, and the last status."""
    response = Client(headers={"accept-language": language}).get(path, follow=True)
    return [url for url, _status in response.redirect_chain], response.status_code


@pytest.mark.parametrize("language", [ENGLISH, MACEDONIAN])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/en/about/network", "/en/about/"),
        ("/en/contact", "/en/about/"),
        ("/Plone/en/contact", "/en/about/"),
        ("/Plone/en/about", "/en/about/"),
        ("/mk/skopje", "/mk/meetings/skopje/"),
        ("/Plone/mk/skopje", "/mk/meetings/skopje/"),
        ("/mk/sostanoci", "/mk/meetings/"),
        ("/mk/za-nas", "/mk/about/"),
        ("/Plone/mk/za-nas/", "/mk/about/"),
    ],
)
def test_an_old_address_leads_to_the_page_in_its_language(old, new, language):
    assert follow(old, language) == ([new], 200)


@pytest.mark.parametrize("old", ["/en/meetings/skopje/view", "/en/notes/view"])
def test_what_is_no_old_address_of_a_public_page_is_not_found(old):
    assert follow(old)[1] == 404


def test_an_old_address_leads_to_an_imported_page_that_was_moved(home):
    parent = specimen.content(home, slug="network")
    page_at("about").move(parent, pos="last-child")
    for old in ("/en/about/network", "/en/about", "/Plone/en/about", "/en/contact"):
        assert follow(old) == (["/en/network/about/"], 200), old
    for old in ("/mk/za-nas", "/Plone/mk/za-nas"):
        assert follow(old) == (["/mk/network/about/"], 200), old
