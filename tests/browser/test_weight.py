"""What a page costs its reader: bytes on the line, requests, fonts, and no jumping text."""

import gzip
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from core.languages import all_languages

from .pages import ALONE, ENTRANCE, KINDS, NO_LANGUAGE_OF_OURS, address, visit

CODES = [language.code for language in all_languages()]
MOST = 20_000  # bytes of HTML, style sheet and script together, as they travel
WATCH_SHIFTS = """
    window.shifts = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => shifts += one.value))
        .observe({type: "layout-shift", buffered: true});
"""
# No reader sees less than this. Once, 0.002 was counted on one page, and never again.
HAIRS_BREADTH = 0.01


@pytest.fixture(scope="module")
def travelling(site_address) -> Callable[[str], bytes]:
    """Fetch what is at a path as it travels, which has to be compressed; each path once."""
    fetched: dict[str, bytes] = {}

    def fetch(path: str) -> bytes:
        if path not in fetched:
            headers = {"Accept-Encoding": "gzip", **NO_LANGUAGE_OF_OURS}
            try:
                answer = urlopen(Request(urljoin(site_address, path), headers=headers))
            except HTTPError as not_found:
                answer = not_found
            with answer:
                assert answer.headers["Content-Encoding"] == "gzip", path
                fetched[path] = answer.read()
        return fetched[path]

    return fetch


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_weighs_20_kb_at_most_with_one_style_sheet_and_one_script(travelling, kind, code):
    page = travelling(address(kind, code))
    soup = BeautifulSoup(gzip.decompress(page), "html.parser")
    sheets = [link["href"] for link in soup.select("link[rel=stylesheet]")]
    scripts = [script["src"] for script in soup.select("script[src]")]
    assert len(sheets) == 1
    assert len(scripts) <= 1
    assert len(page) + sum(len(travelling(path)) for path in sheets + scripts) <= MOST


@pytest.fixture
def asked_for(reader) -> Callable[[str, str], list[str]]:
    """Open a page of a kind, and return the names of the files that the browser asked for."""

    def open_page(kind: str, code: str) -> list[str]:
        page, names = reader(), []
        page.on("request", lambda request: names.append(request.url.rpartition("/")[2]))
        visit(page, kind, code)
        page.evaluate("document.fonts.ready")
        return names

    return open_page


def scripts_of_fonts(names: list[str]) -> set[str]:
    """Which of the three files of the typeface are among these names."""
    fonts = [name.removeprefix("source-serif-4-") for name in names if ".woff2" in name]
    return {name.partition("-wght")[0] for name in fonts}


@pytest.mark.parametrize(
    ("code", "needed"),
    [
        ("en", {"latin"}),
        ("mk", {"latin", "cyrillic"}),
        ("sr-cyrl", {"latin", "cyrillic"}),
        ("sr-latn", {"latin", "latin-ext"}),
    ],
)
@pytest.mark.parametrize("kind", ["home", "declaration", "history"])
def test_only_the_fonts_of_the_scripts_on_the_page_are_asked_for(asked_for, kind, code, needed):
    assert scripts_of_fonts(asked_for(kind, code)) == needed


@pytest.mark.parametrize("code", ["en", "mk"])
@pytest.mark.parametrize("kind", ALONE)
def test_the_contacts_ask_for_a_style_sheet_and_a_script_and_nothing_else(asked_for, kind, code):
    _page, *files = asked_for(kind, code)
    assert [name.rpartition(".")[2] for name in files] == ["css", "js"]


def shifts(page: Page) -> float:
    """How far the text has jumped since the page was opened, as Cumulative Layout Shift counts."""
    page.evaluate("document.fonts.ready")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.evaluate("shifts")


@pytest.mark.parametrize("fonts", ["fonts at once", "fonts late"])
@pytest.mark.parametrize("code", ["en", "mk"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != ENTRANCE])
def test_nothing_jumps_while_a_page_loads(reader, kind, code, fonts):
    page = reader(width=360)
    page.add_init_script(WATCH_SHIFTS)
    if fonts == "fonts late":
        delay = "() => new Promise(done => setTimeout(done, 600))"
        page.route("**/*.woff2", lambda route: (page.evaluate(delay), route.continue_()))
    visit(page, kind, code)
    assert shifts(page) < HAIRS_BREADTH


def test_a_jump_would_be_counted(reader):
    page = reader(width=360)
    page.add_init_script(WATCH_SHIFTS)
    visit(page, "history", "en")
    page.evaluate("document.querySelector('main').style.marginTop = '300px'")
    assert shifts(page) > HAIRS_BREADTH
