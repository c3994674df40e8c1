"""The text of a link to a file states the file's format, size and language."""

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
# The name of each format in links: by suffix or, for a citation, by the end of the URL.
NAMES = {
    "atom": "Atom",
    "ics": "iCalendar",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
    "json": "JSON",
    **{suffix: suffix.upper() for suffix in settings.WAGTAILDOCS_EXTENSIONS},
}
SIZE = re.compile(r"\d\s?[kM]B")


def url_format(link: Tag) -> str:
    """Return the format at the end of a link's URL; empty if the link leads to a page."""
    path = PurePosixPath(urlsplit(link["href"]).path)
    found = path.name if "citation" in path.parts else path.suffix.removeprefix(".")
    return found if found in NAMES or link.get("type") else ""


def links_to_files(soup: BeautifulSoup) -> list[Tag]:
    return [link for link in soup.select("body a[href]") if url_format(link)]


@pytest.fixture(scope="module")
def soups(specimens) -> dict[tuple[str, str], BeautifulSoup]:
    """The HTML of every page type in a sample of languages, by type and code."""
    client = Client()
    return {
        (kind, code): BeautifulSoup(
            client.get(localized_url(page, site_language(code))).content, "html.parser"
        )
        for kind, page in specimens.pages.items()
        for code in CODES
    }


def test_every_link_to_a_file_states_its_format(soups):
    links = [link for soup in soups.values() for link in links_to_files(soup)]
    assert {url_format(link) for link in links} >= {"atom", "ics", "bibtex", "pdf"}
    assert not [str(link) for link in links if NAMES[url_format(link)] not in element_text(link)]


def test_every_link_to_an_uploaded_document_states_its_size(soups):
    links = [link for soup in soups.values() for link in soup.select('a[href^="/documents/"]')]
    assert links
    assert not [str(link) for link in links if not SIZE.search(element_text(link))]


@pytest.mark.parametrize("code", CODES)
def test_a_link_to_a_file_in_another_language_has_the_name_of_that_language(soups, code):
    link = soups["MeetingPage", code].select_one('.file a[href^="/documents/"]')
    assert link["hreflang"] == "sl"
    assert link.select_one("[lang=sl]").get_text() == "Slovenščina"


@pytest.mark.parametrize("code", CODES)
def test_a_link_to_the_pdf_of_a_page_states_the_language_of_its_text(soups, code):
    link = soups["MeetingPage", code].select_one('a[href$="document.pdf"]')
    assert element_text(link).startswith(f"{interface_text(code, 'Download as PDF')} (")
    assert element_text(link).endswith(f" {site_language(code).name} )")


@pytest.mark.parametrize("code", CODES)
def test_a_link_to_a_generated_pdf_states_its_size(client, home, code):
    page = specimen.meeting(home, slug="graz")
    path = localized_url(page, site_language(code))
    pdf = client.get(f"{path}document.pdf").content
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    with translation.override(code):
        size = file_size(len(pdf))
    assert f"({size}, English )" in element_text(soup.select_one('a[href$="document.pdf"]'))


def test_a_link_to_an_outdated_pdf_states_no_size(client, home):
    page = specimen.meeting(home, slug="graz")
    client.get(f"{localized_url(page)}document.pdf")
    page.save_revision().publish()
    soup = BeautifulSoup(client.get(localized_url(page)).content, "html.parser")
    assert not SIZE.search(element_text(soup.select_one('a[href$="document.pdf"]')))


def test_the_pdf_of_an_untranslated_page_is_in_the_source_language(client, home):
    specimen.meeting(home, slug="graz")
    soup = BeautifulSoup(client.get("/mk/meetings/graz/").content, "html.parser")
    assert soup.select_one('a[href$="document.pdf"] [lang=en]').get_text() == "English"


def test_a_link_in_rich_text_has_the_format_and_size_before_its_text(soups):
    links = soups["ContentPage", "en"].select('main a[href^="/documents/"]')
    assert "(PDF, 1 kB) the agenda" in [element_text(link) for link in links]
