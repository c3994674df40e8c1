"""A link that leads to a file says so before it is followed: its kind, its size, its language."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import Client
from django.utils import translation

from core.languages import site_language
from core.localized_urls import localized_url
from core.templatetags.core_tags import file_size
from tests import grids
from tests import specimens as specimen
from tests.public_pages import element_text, interface_text

pytestmark = pytest.mark.django_db

CODES = grids.codes()
# How each ending, or a file that has none in its address, is named to readers.
NAMES = {
    "atom": "Atom",
    "ics": "iCalendar",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
    "json": "JSON",
    **{ending: ending.upper() for ending in settings.WAGTAILDOCS_EXTENSIONS},
}
SIZE = re.compile(r"\d\s?[kM]B")


def ending(link: Tag) -> str:
    """How the address of a file ends; empty for the address of a page."""
    path = PurePosixPath(urlsplit(link["href"]).path)
    found = path.name if "citation" in path.parts else path.suffix.removeprefix(".")
    return found if found in NAMES or link.get("type") else ""


def links_to_files(soup: BeautifulSoup) -> list[Tag]:
    return [link for link in soup.select("body a[href]") if ending(link)]


@pytest.fixture(scope="module")
def soups(specimens) -> dict[tuple[str, str], BeautifulSoup]:
    """Each page type in some languages, by both."""
    client = Client()
    return {
        (kind, code): BeautifulSoup(
            client.get(localized_url(page, site_language(code))).content, "html.parser"
        )
        for kind, page in specimens.pages.items()
        for code in CODES
    }


def test_every_link_to_a_file_says_its_kind(soups):
    links = [link for soup in soups.values() for link in links_to_files(soup)]
    assert {ending(link) for link in links} >= {"atom", "ics", "bibtex", "pdf"}
    assert not [str(link) for link in links if NAMES[ending(link)] not in element_text(link)]


def test_every_link_to_a_file_of_ours_says_its_size(soups):
    links = [link for soup in soups.values() for link in soup.select('a[href^="/documents/"]')]
    assert links
    assert not [str(link) for link in links if not SIZE.search(element_text(link))]


@pytest.mark.parametrize("code", CODES)
def test_a_file_in_another_language_says_in_which_and_in_that_language(soups, code):
    link = soups["MeetingPage", code].select_one('.file a[href^="/documents/"]')
    assert link["hreflang"] == "sl"
    assert link.select_one("[lang=sl]").get_text() == "Slovenščina"


@pytest.mark.parametrize("code", CODES)
def test_a_file_for_paper_says_the_language_of_its_text(soups, code):
    link = soups["MeetingPage", code].select_one('a[href$="document.pdf"]')
    assert element_text(link).startswith(f"{interface_text(code, 'Download as PDF')} (")
    assert element_text(link).endswith(f" {site_language(code).name} )")


@pytest.mark.parametrize("code", CODES)
def test_a_file_for_paper_that_has_been_made_says_its_size(client, home, code):
    page = specimen.meeting(home, slug="graz")
    path = localized_url(page, site_language(code))
    made = client.get(f"{path}document.pdf").content
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    with translation.override(code):
        size = file_size(len(made))
    assert f"({size}, English )" in element_text(soup.select_one('a[href$="document.pdf"]'))


def test_the_size_of_an_older_file_for_paper_is_not_told(client, home):
    page = specimen.meeting(home, slug="graz")
    client.get(f"{localized_url(page)}document.pdf")
    page.save_revision().publish()
    soup = BeautifulSoup(client.get(localized_url(page)).content, "html.parser")
    assert not SIZE.search(element_text(soup.select_one('a[href$="document.pdf"]')))


def test_a_file_for_paper_of_a_fallback_is_in_the_language_of_the_fallback(client, home):
    specimen.meeting(home, slug="graz")
    soup = BeautifulSoup(client.get("/mk/meetings/graz/").content, "html.parser")
    assert soup.select_one('a[href$="document.pdf"] [lang=en]').get_text() == "English"


def test_a_link_within_a_text_says_it_before_its_words(soups):
    links = soups["ContentPage", "en"].select('main a[href^="/documents/"]')
    assert "(PDF, 1 kB) the agenda" in [element_text(link) for link in links]
