"""The style guide: every component in both colour schemes, on wide and on narrow screens."""

import pytest
from playwright.sync_api import Page, expect

from cms.style_guide.groups import GROUPS
from tests.grids import NARROWEST_WIDTH, combinations, share

from .pages import unfold
from .test_accessibility import COLOUR_RULES, violations
from .test_layout import IN_TWO_LANGUAGES, TOO_WIDE

PATHS = ["", *(f"{group.slug}/" for group in GROUPS)]
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize(
    ("path", "code", "width"),
    [(path, *view) for path, view in combinations(PATHS, [("en", 1280), ("mk", 360)])],
)
def test_components_have_no_violations_in_light_and_dark(reader, path, code, width):
    page = reader(width=width, color_scheme="light", reduced_motion="reduce")
    page.goto(f"/{code}/style-guide/{path}")
    unfold(page)
    assert not violations(page)
    page.emulate_media(color_scheme="dark")
    assert not violations(page, COLOUR_RULES)


@pytest.mark.parametrize(
    ("code", "fonts"), combinations(["mk", "en", "sr-cyrl", "ro"], ["wide", "narrow"])
)
def test_components_fit_the_narrowest_screen(reader, code, fonts):
    page = reader(width=NARROWEST_WIDTH, height=640, fonts=fonts)
    for path in share(PATHS, code in ("en", "mk"), IN_TWO_LANGUAGES):
        page.goto(f"/{code}/style-guide/{path}")
        unfold(page)
        assert not page.evaluate(TOO_WIDE), path


def test_colour_scheme_can_be_chosen_on_any_device(reader):
    page = reader(color_scheme="light")
    page.goto("/en/style-guide/pieces/")
    light = page.evaluate(BACKGROUND)
    dark = background_after(page, "dark")
    assert dark != light
    page.emulate_media(color_scheme="dark")
    assert background_after(page, "as on your device") == dark
    assert background_after(page, "light") == light


def background_after(page: Page, choice: str) -> str:
    """Return the colour of the background after this choice."""
    with page.expect_navigation():
        page.get_by_role("link", name=choice).click()
    return page.evaluate(BACKGROUND)


def test_frames_show_languages_and_colour_schemes_beside_one_another(reader):
    page = reader()
    page.goto("/en/style-guide/search/frames/")
    for language, scheme in (("en", "light"), ("en", "dark"), ("bg", "light"), ("bg", "dark")):
        frame = page.frame_locator(f"iframe[src='/{language}/style-guide/search/?scheme={scheme}']")
        expect(frame.first.locator("html")).to_have_attribute("lang", language)
        expect(frame.first.locator(".promoted")).to_be_attached()
