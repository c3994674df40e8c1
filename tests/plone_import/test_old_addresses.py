"""Old addresses of an imported site, asked for as readers do."""

import pytest
from django.test import Client

from tests import specimens as specimen
from tests.imported_pages import page_at

pytestmark = pytest.mark.django_db

MACEDONIAN, ENGLISH = "mk-MK,mk;q=0.9", "en"


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
        ("/mk/za-nas", "/mk/about/"),
        ("/Plone/mk/za-nas/", "/mk/about/"),
    ],
)
def test_an_old_address_leads_to_the_page_in_its_language(
    run_import, site, home, old, new, language
):
    run_import(site)
    assert follow(old, language) == ([new], 200)


def test_an_old_address_leads_to_an_imported_page_that_was_moved(run_import, site, home):
    run_import(site)
    parent = specimen.content(home, slug="network")
    page_at("about").move(parent, pos="last-child")
    for old in ("/en/about/network", "/en/about", "/Plone/en/about", "/en/contact"):
        assert follow(old) == (["/en/network/about/"], 200), old
    for old in ("/mk/za-nas", "/Plone/mk/za-nas"):
        assert follow(old) == (["/mk/network/about/"], 200), old
