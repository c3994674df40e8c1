"""Every kind of page meets WCAG 2.2 AA as far as a machine can tell, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .pages import KINDS, SEARCHES, unfold, visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# What may differ by night: colours alone.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
NARROW = ["home", "meeting index", "meeting", "state"]


def violations(page, rules=RULES) -> list[str]:
    """Each broken rule with the elements that break it and what would mend them."""
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['html']} {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("code", ["en", "mk"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_wide_page_breaks_no_rule_by_day_or_by_night(reader, kind, code):
    page = reader(color_scheme="light", reduced_motion="reduce")
    visit(page, kind, code)
    assert not violations(page)
    background = "getComputedStyle(document.body).backgroundColor"
    by_day = page.evaluate(background)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(background) != by_day
    assert not violations(page, COLOUR_RULES)


@pytest.mark.parametrize(("code", "scheme"), [("sr-latn", "light"), ("mk", "dark")])
@pytest.mark.parametrize("kind", NARROW)
def test_a_narrow_page_with_its_menu_open_breaks_no_rule(reader, kind, code, scheme):
    page = reader(width=360, height=740, color_scheme=scheme)
    visit(page, kind, code)
    page.locator("header summary").click()
    assert not violations(page)


@pytest.mark.parametrize(("code", "width"), [("en", 1280), ("sr-cyrl", 360)])
@pytest.mark.parametrize("query", SEARCHES.values(), ids=SEARCHES)
def test_whatever_is_searched_for_the_page_breaks_no_rule(reader, query, code, width):
    page = reader(width=width, reduced_motion="reduce")
    page.goto(f"/{code}/search/{query}")
    unfold(page)
    assert not violations(page)
    page.emulate_media(color_scheme="dark")
    assert not violations(page, COLOUR_RULES)


def test_a_form_with_a_message_breaks_no_rule(reader):
    page = reader()
    page.goto("/en/meetings/?year=1066&kind=picnic")
    assert not violations(page)


def test_a_page_in_another_language_than_its_frame_breaks_no_rule(reader):
    page = reader()
    page.goto("/mk/meetings/")
    page.locator(".entry__title a[lang='en']").first.click()
    assert not violations(page)
