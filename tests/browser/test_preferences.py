"""What readers have asked their devices for: their own colours, more contrast, less motion."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page

from .pages import KINDS, unfold, visit
from .test_accessibility import violations

# What has to differ from what is behind it, with the least contrast (WCAG 2.2, 1.4.11). An outline
# is enough: of a bar that is filled, or of a tile that is drawn in lines alone.
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
# Boxes that end where their colour ends: in the reader's colours they need a line or a ground.
UNBOUND_BOXES = """() => {
    const boxes = "button, input:not([type=checkbox]), select, .notice, .promoted, .themes a,"
        + ".quick-exit__link, .chosen a, .language-menu > summary, .facets > summary";
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
# Two things that tell a reader apart what they are by their paint alone.
PAINT = """element => {
    const style = getComputedStyle(element);
    return [style.backgroundColor, style.borderBottomColor, style.borderBottomWidth].join();
}"""
LEGEND_PAINT = """[...document.querySelectorAll('.legend span')].map(
    element => getComputedStyle(element, '::before').backgroundColor)"""
# Where the words stand that have a ground of their own; browsers may paint something behind them.
WORDS_ON_A_GROUND = """() => [...document.querySelectorAll(
    "button, .quick-exit__link, main mark, .tiles text, main .notice p")].map(element => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const {x, y, width, height} = range.getClientRects()[0] ?? element.getBoundingClientRect();
        return {words: element.textContent.trim(), clip: {x, y, width, height}};
    }).filter(({clip}) => clip.width && clip.y > 0 && clip.y + clip.height < innerHeight)"""
OUTLINE = "getComputedStyle(document.activeElement).outline"
# Whatever moves by itself or slides into place.
MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
    const style = getComputedStyle(element);
    const moves = style.transitionDuration.split(", ").some(time => parseFloat(time) > 0)
        && style.transitionProperty !== "none";
    return moves || style.animationName !== "none" || style.scrollBehavior !== "auto";
}).map(element => element.outerHTML.slice(0, 120)).concat(document.getAnimations().map(String))"""


@pytest.fixture(params=["light", "dark"])
def own_colours(reader, request):
    """A page of somebody who sees every site in the colours of their system."""
    page = reader(forced_colors="active", color_scheme=request.param)
    page.goto("/en/")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    return page


@pytest.mark.parametrize("code", ["en", "mk"])
def test_in_the_readers_own_colours_every_box_keeps_an_edge_and_every_picture_is_seen(
    own_colours, code
):
    page, unseen = own_colours, {}
    for kind in KINDS:
        visit(page, kind, code)
        unfold(page)
        unseen[kind] = page.evaluate(UNBOUND_BOXES) + page.evaluate(UNSEEN_SHAPES)
    assert not {kind: elements[:3] for kind, elements in unseen.items() if elements}


def test_in_the_readers_own_colours_what_is_marked_still_differs_from_what_is_not(own_colours):
    page = own_colours
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
    """Between the darkest and the lightest of what is painted there, in grey."""
    picture = Image.open(BytesIO(page.screenshot(clip=clip))).convert("L")
    darkest, lightest = ((grey / 255) ** 2.2 for grey in picture.getextrema())
    return (lightest + 0.05) / (darkest + 0.05)


def test_in_the_readers_own_colours_words_can_be_read_on_every_ground(own_colours):
    page = own_colours
    page.set_viewport_size({"width": 1280, "height": 1400})
    for kind in ("contacts", "state", "pictures of the work", "search"):
        visit(page, kind, "mk")
        found = page.evaluate(WORDS_ON_A_GROUND)
        assert found, kind
        for item in found[:20]:
            assert contrast_within(page, item["clip"]) > 4.5, (kind, item["words"])


def test_in_the_readers_own_colours_the_focus_is_outlined(own_colours):
    page = own_colours
    for kind in ("home", "contacts", "search"):
        visit(page, kind, "en")
        behind = page.evaluate("getComputedStyle(document.body).backgroundColor")
        for _ in range(12):
            page.keyboard.press("Tab")
            outline = page.evaluate(OUTLINE)
            assert "solid 3px" in outline
            assert not outline.startswith(behind), kind


@pytest.mark.parametrize(("code", "scheme"), [("mk", "light"), ("en", "dark")])
def test_who_asks_for_more_contrast_gets_seven_to_one(reader, code, scheme):
    page = reader(contrast="more", color_scheme=scheme)
    faint = {}
    for kind in KINDS:
        visit(page, kind, code)
        unfold(page)
        faint[kind] = violations(page, {"type": "rule", "values": ["color-contrast-enhanced"]})
    assert not {kind: elements[:2] for kind, elements in faint.items() if elements}


def test_who_asks_for_less_motion_sees_nothing_move(reader):
    page = reader(reduced_motion="reduce")
    moving = {}
    for kind in KINDS:
        visit(page, kind, "mk")
        unfold(page)
        moving[kind] = page.evaluate(MOVING)
    assert not {kind: elements[:3] for kind, elements in moving.items() if elements}
    # What would move without that wish is found in this way.
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVING)
