"""Any page on paper: its text and where it comes from, black on white, and nothing to click."""

from contextlib import closing
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.public_pages import interface_text

from .pages import ALONE, ENTRANCE, KINDS, address, visit
from .test_accessibility import violations
from .test_enlarged_text import LOST_LINES
from .test_layout import TOO_WIDE

A4 = (595, 842)  # points
WIDTH_OF_TEXT = 673  # CSS pixels between the margins of A4
OF_NO_USE = """() => [...document.querySelectorAll(
    "nav, form, button, input, select, .skip-link, .quick-exit, .no-print, [rel=next], video")]
    .filter(element => element.checkVisibility()).map(element => element.outerHTML.slice(0, 120))"""
# What has to be on one side, and not on two; what is too long for that, nobody has written yet.
PIECES = """() => [...document.querySelectorAll(
    "main :is(p, h1, h2, h3, tr, dd, blockquote), main li:not(:has(p, li))")]
    .filter(element => element.checkVisibility() && !element.closest("details:not(.questions *)")
        && !element.querySelector("a[href^=http]"))
    .map(element => element.innerText)"""
HEADINGS = "[...document.querySelectorAll('main :is(h1, h2, h3)')].map(one => one.innerText)"
SOURCES = """[...document.querySelectorAll("main .sources a[href^='http']")].map(one => one.href)"""


def dense(text: str) -> str:
    """Return the letters of a text. Lines break at hyphens, and what reads them drops those."""
    return "".join(text.translate(dict.fromkeys(map(ord, "-\u00ad\ufffe"))).split())


def sides(page: Page) -> list[str]:
    """Print the page and return the text of each side of paper."""
    with closing(pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))) as paper:
        assert {tuple(map(round, side.get_size())) for side in paper} == {A4}
        return [side.get_textpage().get_text_range() for side in paper]


def badly_printed(page: Page, foot: str) -> list[str]:
    """What is wrong with the page on paper: torn pieces, headings left behind, no address."""
    texts = sides(page)
    printed, wrong = [dense(text) for text in texts], []
    for piece in filter(None, map(dense, page.evaluate(PIECES))):
        if not any(piece in text for text in printed):
            wrong.append(f"torn or missing: {piece[:80]}")
    headings = set(map(dense, page.evaluate(HEADINGS)))
    last_lines = [dense(text.strip().splitlines()[-1]) for text in texts]
    wrong += [f"left behind: {line}" for line in last_lines if line in headings]
    wrong += [
        f"address of a source: {source}"
        for source in page.evaluate(SOURCES)
        if dense(source) not in "".join(printed)
    ]
    return wrong if dense(foot) in printed[-1] else [*wrong, f"ends with {last_lines[-1]}"]


@pytest.mark.parametrize("code", ["en", "mk"])
def test_only_what_is_to_be_read_is_printed_and_all_of_it(reader, code):
    page = reader(width=WIDTH_OF_TEXT, bypass_csp=True)
    page.emulate_media(media="print")
    wrong = {}
    for kind in KINDS:
        visit(page, kind, code)
        wrong[kind] = page.evaluate(OF_NO_USE) + page.evaluate(LOST_LINES) + page.evaluate(TOO_WIDE)
    assert not {kind: found[:4] for kind, found in wrong.items() if found}


@pytest.mark.parametrize("code", ["en", "mk"])
def test_on_paper_no_piece_is_torn_no_heading_left_behind_and_the_address_is_told(reader, code):
    page = reader()
    page.emulate_media(media="print")
    wrong = {}
    for kind in KINDS:
        visit(page, kind, code)
        has_foot = kind not in (*ALONE, ENTRANCE)
        wrong[kind] = badly_printed(page, address(kind, code) if has_foot else "")
    assert not {kind: found[:4] for kind, found in wrong.items() if found}


def test_who_reads_by_night_prints_black_on_white(reader):
    page = reader(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    faint = {}
    for kind in KINDS:
        visit(page, kind, "mk")
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        faint[kind] = [] if paper == "rgb(255, 255, 255)" else [f"printed on {paper}"]
        faint[kind] += violations(page, {"type": "rule", "values": ["color-contrast-enhanced"]})
    assert not {kind: found[:3] for kind, found in faint.items() if found}


@pytest.mark.parametrize("code", ["en", "mk"])
def test_answers_and_tables_that_are_folded_away_on_the_screen_are_unfolded_on_paper(reader, code):
    page = reader()
    visit(page, "safety", code)
    answer = interface_text(
        code, "If your accounts are linked, your history may also appear on another device."
    )
    folded = page.locator(".questions .text p").first
    assert not folded.is_visible()
    printed = dense("".join(sides(page)))
    assert dense(answer) in printed
    assert dense(folded.text_content()) in printed
    visit(page, "pictures of the work", code)
    rows = page.locator(".statistics tbody tr")
    assert rows.count() > 10
    printed = dense("".join(sides(page)))
    assert all(dense(row.text_content()) in printed for row in rows.all())
