"""The pages that nginx shows when it cannot ask the site."""

import pytest
from bs4 import BeautifulSoup

from cms.web_server_errors import STATUSES, WebServerErrorFinder
from core.languages import all_languages
from tests.services.html_checker import html_problems


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages by path, as ``collectstatic`` gets them."""
    found = WebServerErrorFinder().list([])
    return {path: storage.open(path).read().decode() for path, storage in found}


def test_each_page_has_its_text_in_every_language(pages):
    assert [*pages] == [f"errors/{status}.html" for status in STATUSES]
    for page in pages.values():
        sections = BeautifulSoup(page, "html.parser").select("section")
        assert [section["lang"] for section in sections] == [item.tag for item in all_languages()]
        assert len({section.h2.get_text() for section in sections}) >= 8


def test_the_pages_are_small_valid_and_need_nothing_but_a_style_sheet(pages):
    assert not html_problems(pages)
    for page in pages.values():
        assert len(page.encode()) < 8_000
        soup = BeautifulSoup(page, "html.parser")
        assert [link["href"] for link in soup.select("link")] == ["/static/css/contacts.css"]
        assert not soup.select("script, img")
