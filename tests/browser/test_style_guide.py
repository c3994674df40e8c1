"""The style guide in a browser: every piece as readers with different eyes and screens meet it."""

import pytest
from playwright.sync_api import expect

from cms.style_guide.groups import GROUPS

from .pages import unfold
from .test_accessibility import COLOUR_RULES, violations
from .test_layout import NARROWEST, TOO_WIDE

PATHS = ["", *(f"{group.slug}/" for group in GROUPS)]
PAPER = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("code", "width"), [("en", 1280), ("mk", 360)])
def test_no_piece_breaks_a_rule_by_day_or_by_night(reader, path, code, width):
    page = reader(width=width, color_scheme="light", reduced_motion="reduce")
    page.goto(f"/{code}/style-guide/{path}")
    unfold(page)
    assert not violations(page)
    page.emulate_media(color_scheme="dark")
    assert not violations(page, COLOUR_RULES)


@pytest.mark.parametrize("code", ["en", "mk", "ro", "sr-cyrl"])
def test_every_piece_fits_the_narrowest_screen(reader, code):
    page = reader(width=NARROWEST, height=640)
    for path in PATHS:
        page.goto(f"/{code}/style-guide/{path}")
        unfold(page)
        assert not page.evaluate(TOO_WIDE), path


def test_the_colours_can_be_chosen_whatever_the_device_has(reader):
    page = reader(color_scheme="light")
    page.goto("/en/style-guide/pieces/")
    by_day = page.evaluate(PAPER)
    by_night = paper_after(page, "dark")
    assert by_night != by_day
    page.emulate_media(color_scheme="dark")
    assert paper_after(page, "as on your device") == by_night
    assert paper_after(page, "light") == by_day


def paper_after(page, choice: str) -> str:
    """The colour of the paper on the page that this choice leads to."""
    with page.expect_navigation():
        page.get_by_role("link", name=choice).click()
    return page.evaluate(PAPER)


def test_frames_show_the_pieces_beside_one_another(reader):
    page = reader()
    page.goto("/en/style-guide/search/frames/")
    for language, paper in (("en", "light"), ("en", "dark"), ("bg", "light"), ("bg", "dark")):
        frame = page.frame_locator(f"iframe[src='/{language}/style-guide/search/?scheme={paper}']")
        expect(frame.first.locator("html")).to_have_attribute("lang", language)
        expect(frame.first.locator(".promoted")).to_be_attached()
