"""Every page in print: its whole text and its URL, black on white, and no controls."""

from collections import Counter
from contextlib import closing
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests import grids
from tests.grids import combinations, share
from tests.public_pages import interface_text
from tests.services.fonts import FONT_SETS

from .pages import KINDS, LANGUAGE_LIST, STANDALONE_PATHS, path_of, visit
from .test_accessibility import violations
from .test_enlarged_text import LOST_LINES
from .test_layout import TOO_WIDE

A4 = (595, 842)  # points
WIDTH_OF_TEXT = 673  # CSS pixels between the margins of A4
CONTROLS = """() => [...document.querySelectorAll(
    "nav, form, button, input, select, .skip-link, .quick-exit, .no-print, [rel=next], video")]
    .filter(element => element.checkVisibility()).map(element => element.outerHTML.slice(0, 120))"""
# The texts of the elements that must not be divided between sheets. An element with the same text
# as its parent is left out.
PIECES = """() => {
    const pieces = "main :is(p, h1, h2, h3, tr, dd, blockquote), main li:not(:has(p, li))";
    return [...document.querySelectorAll(pieces)].filter(element =>
        element.checkVisibility() && !element.closest("details:not(.questions *)")
        && !element.querySelector("a[href^=http]")
        && element.parentElement.closest(pieces)?.innerText !== element.innerText
    ).map(element => {
        const spoken = [...element.querySelectorAll(".visually-hidden")].map(one => one.innerText);
        return spoken.reduce((text, hidden) => text.replace(hidden, ""), element.innerText);
    });
}"""
HEADINGS = "[...document.querySelectorAll('main :is(h1, h2, h3)')].map(one => one.innerText)"
SOURCES = """[...document.querySelectorAll("main .sources a[href^='http']")].map(one => one.href)"""


def dense(text: str) -> str:
    """Return a text without white space and hyphens, which differ in what is read from a PDF."""
    return "".join(text.translate(dict.fromkeys(map(ord, "-\u00ad\ufffe"))).split())


def printed_sheets(page: Page) -> list[str]:
    """Print the page and return the text of each sheet."""
    with closing(pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))) as printed:
        assert {tuple(map(round, sheet.get_size())) for sheet in printed} == {A4}
        return [sheet.get_textpage().get_text_range() for sheet in printed]


def print_faults(page: Page, foot: str) -> list[str]:
    """Print the page, and return what is divided or missing, and headings that end a sheet."""
    texts = printed_sheets(page)
    printed, wrong = [dense(text) for text in texts], []
    for piece, times in Counter(filter(None, map(dense, page.evaluate(PIECES)))).items():
        if sum(text.count(piece) for text in printed) < times:
            wrong.append(f"divided or missing: {piece[:80]}")
    headings = set(map(dense, page.evaluate(HEADINGS)))
    last_lines = [dense(text.strip().splitlines()[-1]) for text in texts]
    wrong += [f"heading at the end of a sheet: {line}" for line in last_lines if line in headings]
    wrong += [
        f"URL of a source: {source}"
        for source in page.evaluate(SOURCES)
        if dense(source) not in "".join(printed)
    ]
    return wrong if dense(foot) in printed[-1] else [*wrong, f"ends with {last_lines[-1]}"]


in_each_font = pytest.mark.parametrize(("code", "fonts"), combinations(["mk", "en"], FONT_SETS))


@in_each_font
def test_text_is_printed_without_loss_and_without_controls(reader, code, fonts):
    page = reader(width=WIDTH_OF_TEXT, fonts=fonts, bypass_csp=True)
    page.emulate_media(media="print")
    wrong = {}
    for kind in share(KINDS, code, ["mk", "en"]):
        visit(page, kind, code)
        wrong[kind] = page.evaluate(CONTROLS) + page.evaluate(LOST_LINES) + page.evaluate(TOO_WIDE)
    assert not {kind: found[:4] for kind, found in wrong.items() if found}


@in_each_font
def test_print_divides_no_paragraph_ends_with_no_heading_and_has_the_url(reader, code, fonts):
    page = reader(fonts=fonts)
    page.emulate_media(media="print")
    wrong = {}
    for kind in KINDS:
        visit(page, kind, code)
        has_foot = kind not in (*STANDALONE_PATHS, LANGUAGE_LIST)
        wrong[kind] = print_faults(page, path_of(kind, code) if has_foot else "")
    assert not {kind: found[:4] for kind, found in wrong.items() if found}


def test_print_is_black_on_white_in_dark_mode(reader):
    page = reader(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    faint = {}
    # The style sheet for paper is the same for all of them.
    for kind in KINDS if grids.is_full else KINDS[::2]:
        visit(page, kind, "mk")
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        faint[kind] = [] if background == "rgb(255, 255, 255)" else [f"printed on {background}"]
        faint[kind] += violations(page, {"type": "rule", "values": ["color-contrast-enhanced"]})
    assert not {kind: found[:3] for kind, found in faint.items() if found}


@pytest.mark.parametrize("code", ["en", "mk"])
def test_collapsed_answers_and_tables_are_printed(reader, code):
    page = reader()
    visit(page, "safety", code)
    answer = interface_text(
        code, "If your accounts are linked, your history may also appear on another device."
    )
    folded = page.locator(".questions .text p").first
    assert not folded.is_visible()
    printed = dense("".join(printed_sheets(page)))
    assert dense(answer) in printed
    assert dense(folded.text_content()) in printed
    visit(page, "pictures of the work", code)
    rows = page.locator(".statistics tbody tr")
    assert rows.count() > 10
    printed = dense("".join(printed_sheets(page)))
    assert all(dense(row.text_content()) in printed for row in rows.all())
