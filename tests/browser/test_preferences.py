"""Preferences that readers set on their devices: forced colours, more contrast, less motion."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.grids import colour_schemes, combinations, share

from .pages import KINDS, unfold, visit
from .test_accessibility import violations

# Shapes without the contrast to their background that WCAG 2.2, 1.4.11, requires. An outline with
# this contrast is enough, also for a filled bar and for a tile without a fill.
UNSEEN_SHAPES = """() => {
    const context = document.createElement("canvas").getContext("2d");
    const luminance = colour => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
        const [r, g, b] = [red, green, blue].map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return alpha ? 0.2126 * r + 0.7152 * g + 0.0722 * b : null;
    };
    const behind = luminance(getComputedStyle(document.body).backgroundColor);
    const contrast = colour => {
        const found = colour === "none" ? null : luminance(colour);
        return found === null ? 1
            : (Math.max(found, behind) + 0.05) / (Math.min(found, behind) + 0.05);
    };
    const isSeen = element => {
        const {fill, fillOpacity, stroke} = getComputedStyle(element);
        return contrast(stroke) >= 3 || (contrast(fill) >= 3 && parseFloat(fillOpacity) === 1);
    };
    return [...document.querySelectorAll("main svg rect")].filter(element => !isSeen(element))
        .map(element => element.outerHTML);
}"""
# Boxes that have neither a visible border nor a background in the reader's colours.
UNBOUND_BOXES = """() => {
    const boxes = "button, input:not([type=checkbox]), select, .notice, .promoted, .themes a,"
        + ".quick-exit__link, .chosen a, .header summary, .facets > summary";
    const behind = getComputedStyle(document.body).backgroundColor;
    const hasEdge = style => ["Top", "Right", "Bottom", "Left"].some(side =>
        parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Color`] !== behind);
    const isFilled = ({backgroundColor}) =>
        backgroundColor !== behind && !/, 0\\)$/.test(backgroundColor);
    return [...document.querySelectorAll(boxes)].filter(element => {
        const style = getComputedStyle(element);
        return element.checkVisibility() && !hasEdge(style) && !isFilled(style);
    }).map(element => element.outerHTML.slice(0, 120));
}"""
# The colours and lines of an element, to compare elements that differ in nothing else.
PAINT = """element => {
    const style = getComputedStyle(element);
    return [style.backgroundColor, style.borderBottomColor, style.borderBottomWidth].join();
}"""
LEGEND_PAINT = """[...document.querySelectorAll('.legend span')].map(
    element => getComputedStyle(element, '::before').backgroundColor)"""
# The position of texts that have a background of their own; browsers may paint a backplate.
WORDS_ON_A_GROUND = """() => [...document.querySelectorAll(
    "button, .quick-exit__link, main mark, .participants__strong span, main .notice p")]
    .filter(element => element.checkVisibility()).map(element => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const {x, y, width, height} = range.getClientRects()[0] ?? element.getBoundingClientRect();
        return {words: element.textContent.trim(), clip: {x, y, width, height}};
    }).filter(({clip}) => clip.width && clip.y > 0 && clip.y + clip.height < innerHeight)"""
OUTLINE = "getComputedStyle(document.activeElement).outline"
# Elements with a transition, an animation or smooth scrolling; and the running animations.
MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
    const style = getComputedStyle(element);
    const moves = style.transitionDuration.split(", ").some(time => parseFloat(time) > 0)
        && style.transitionProperty !== "none";
    return moves || style.animationName !== "none" || style.scrollBehavior !== "auto";
}).map(element => element.outerHTML.slice(0, 120)).concat(document.getAnimations().map(String))"""


@pytest.fixture
def forced_colours(reader) -> Callable[[str], Page]:
    """Open a page as a reader whose system replaces the colours of every site."""

    def open_page(scheme: str) -> Page:
        page = reader(forced_colors="active", color_scheme=scheme, fresh=True)
        page.goto("/en/")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        return page

    return open_page


in_each_scheme = pytest.mark.parametrize("scheme", colour_schemes())


@pytest.mark.parametrize(("code", "scheme"), combinations(["mk", "en"], colour_schemes()))
def test_boxes_keep_an_edge_and_shapes_are_visible_in_forced_colours(forced_colours, code, scheme):
    page, unseen = forced_colours(scheme), {}
    for kind in share(KINDS, code, ["mk", "en"]):
        visit(page, kind, code)
        unfold(page)
        unseen[kind] = page.evaluate(UNBOUND_BOXES) + page.evaluate(UNSEEN_SHAPES)
    assert not {kind: elements[:3] for kind, elements in unseen.items() if elements}


@in_each_scheme
def test_what_is_marked_differs_from_what_is_not_in_forced_colours(forced_colours, scheme):
    page = forced_colours(scheme)
    visit(page, "meeting index", "mk")
    items = page.locator(".navigation li a")
    current, other = (
        items.and_(page.locator(selector)).first
        for selector in ("[aria-current]", ":not([aria-current])")
    )
    assert current.evaluate(PAINT) != other.evaluate(PAINT)
    visit(page, "search", "mk")
    mark, words = page.locator("main mark").first, page.locator("main .entry__summary").first
    assert mark.evaluate(PAINT) != words.evaluate(PAINT)
    visit(page, "pictures of the work", "mk")
    meetings, declarations = page.evaluate(LEGEND_PAINT)
    assert meetings != declarations


def contrast_within(page: Page, clip: dict) -> float:
    """Return the contrast between the darkest and the lightest grey of this part of the page."""
    picture = Image.open(BytesIO(page.screenshot(clip=clip))).convert("L")
    darkest, lightest = ((grey / 255) ** 2.2 for grey in picture.getextrema())
    return (lightest + 0.05) / (darkest + 0.05)


@in_each_scheme
def test_text_contrasts_with_every_background_in_forced_colours(forced_colours, scheme):
    page = forced_colours(scheme)
    page.set_viewport_size({"width": 1280, "height": 1400})
    for kind in ("contacts", "state", "pictures of the work", "search"):
        visit(page, kind, "mk")
        found = page.evaluate(WORDS_ON_A_GROUND)
        assert found, kind
        for item in found[:20]:
            assert contrast_within(page, item["clip"]) > 4.5, (kind, item["words"])


@in_each_scheme
def test_focus_is_outlined_in_forced_colours(forced_colours, scheme):
    page = forced_colours(scheme)
    for kind in ("home", "contacts", "search"):
        visit(page, kind, "en")
        behind = page.evaluate("getComputedStyle(document.body).backgroundColor")
        for _ in range(12):
            page.keyboard.press("Tab")
            outline = page.evaluate(OUTLINE)
            assert "solid 3px" in outline
            assert not outline.startswith(behind), kind


@pytest.mark.parametrize(("code", "scheme"), combinations(["mk", "en"], colour_schemes()))
def test_preference_for_more_contrast_gives_seven_to_one(reader, code, scheme):
    page = reader(contrast="more", color_scheme=scheme, fresh=True)
    faint = {}
    for kind in share(KINDS, code, ["mk", "en"]):
        visit(page, kind, code)
        unfold(page)
        faint[kind] = violations(page, {"type": "rule", "values": ["color-contrast-enhanced"]})
    assert not {kind: elements[:2] for kind, elements in faint.items() if elements}


def test_preference_for_less_motion_stops_all_motion(reader):
    page = reader(reduced_motion="reduce", fresh=True)
    moving = {}
    for kind in KINDS:
        visit(page, kind, "mk")
        unfold(page)
        moving[kind] = page.evaluate(MOVING)
    assert not {kind: elements[:3] for kind, elements in moving.items() if elements}
    # Without that preference, the query finds elements.
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVING)
