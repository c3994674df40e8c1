"""Lines break where the language allows it, and never in a telephone number."""

import pytest

from tests.grids import NARROWEST_WIDTH, combinations

from .pages import visit

BROKEN_NUMBERS = """[...document.querySelectorAll("a[href^='tel:']")]
    .filter(number => number.getClientRects().length !== 1).map(number => number.outerHTML)"""
# The languages whose rules the browser follows where it may hyphenate.
HYPHENATED = """[...new Set([...document.querySelectorAll("main p, main h1, main h2")]
    .filter(element => getComputedStyle(element).hyphens === "auto")
    .map(element => element.closest("[lang]").lang))].sort()"""
HYPHENATED_DATES = """[...document.querySelectorAll("time, a[href^='tel:']")]
    .filter(element => getComputedStyle(element).hyphens === "auto").length"""


@pytest.mark.parametrize(
    ("code", "fonts"), combinations(["en", "bg", "mk", "sr-latn"], ["narrow", "wide"])
)
def test_no_number_is_divided_on_the_narrowest_screen(reader, confirmed, code, fonts):
    page = reader(width=NARROWEST_WIDTH, height=640, fonts=fonts)
    for path in ("contacts-by-country/?state=BG", "states/bulgaria/"):
        page.goto(f"{confirmed}/{code}/{path}")
        assert page.locator("a[href^='tel:']").count()
        assert not page.evaluate(BROKEN_NUMBERS)


def test_words_are_hyphenated_by_the_rules_of_their_language_and_dates_are_not(reader):
    page = reader(width=360, height=740)
    visit(page, "languages side by side", "mk")
    assert page.evaluate(HYPHENATED) == ["mk", "sq"]
    visit(page, "history", "mk")
    assert page.evaluate(HYPHENATED) == ["mk"]
    assert not page.evaluate(HYPHENATED_DATES)
