"""Every kind of page meets WCAG 2.2 AA as far as a program can check, in light and dark colours."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import grids
from tests.grids import colour_schemes, combinations

from .pages import KINDS, SEARCHES, unfold, visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Rules whose result may differ in dark colours: those about colours.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
AXE = Axe().axe_script
CODES = ["en", "mk"]
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
# Colours are only right once they have stopped to fade. An animation without an end is no fading.
SETTLED = """() => !document.getAnimations().some(animation =>
    animation.playState === "running" && isFinite(animation.effect.getComputedTiming().endTime))"""


def violations(page: Page, rules: list | dict = RULES, within: str | None = None) -> list[str]:
    """Return each violation of a rule: the rule, the element and how to fix it.

    ``within`` is the selector of a part of the page. In a sample, axe does not load every style
    sheet again for its rule on the orientation: ``tests/rules/test_orientation.py`` has that rule.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.wait_for_function(SETTLED)
    found = page.evaluate(
        "([part, options]) => axe.run(part ?? document, options).then(found => found.violations)",
        [within, {"runOnly": rules, "resultTypes": ["violations"], "preload": grids.is_full}],
    )
    return [
        f"{violation['id']}: {node['html']} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(("kind", "code", "scheme"), combinations(KINDS, CODES, colour_schemes()))
def test_wide_page_has_no_violations(reader, kind, code, scheme):
    page = reader(color_scheme=scheme, reduced_motion="reduce")
    visit(page, kind, code)
    assert not violations(page)
    background = page.evaluate(BACKGROUND)
    [other] = {"light", "dark"} - {scheme}
    page.emulate_media(color_scheme=other)
    assert page.evaluate(BACKGROUND) != background


@pytest.mark.parametrize(
    ("kind", "code", "scheme"),
    combinations(
        ["home", "meeting index", "meeting", "state"], ["sr-latn", "mk"], colour_schemes()
    ),
)
def test_narrow_page_with_open_menu_has_no_violations(reader, kind, code, scheme):
    page = reader(width=360, height=740, color_scheme=scheme)
    visit(page, kind, code)
    page.locator(".language-menu summary").click()
    assert not violations(page)


@pytest.mark.parametrize(
    ("query", "code", "width", "scheme"),
    [
        pytest.param(query, code, width, scheme, id=f"{name}-{code}-{width}-{scheme}")
        for (name, query), (code, width), scheme in combinations(
            list(SEARCHES.items()), [("en", 1280), ("sr-cyrl", 360)], colour_schemes()
        )
    ],
)
def test_search_has_no_violations_whatever_the_query(reader, query, code, width, scheme):
    page = reader(width=width, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"/{code}/search/{query}")
    unfold(page)
    assert not violations(page)


def test_form_with_an_error_message_has_no_violations(reader):
    page = reader()
    page.goto("/en/meetings/?year=1066&kind=picnic")
    assert not violations(page)


def test_untranslated_page_has_no_violations(reader):
    page = reader()
    page.goto("/mk/meetings/")
    page.locator(".entry__title a[lang='en']").first.click()
    page.wait_for_url("**/mk/meetings/*/")
    assert not violations(page)
