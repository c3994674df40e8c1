"""What a screen reader reads: landmarks and headings with their names, in the order in which they
are seen. The expected outlines are in the folder beside this file.
"""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.grids import combinations, share
from tests.services.fonts import FONT_SETS

from .pages import KINDS, visit

OUTLINES = Path(__file__).parent / "outlines"
LANDMARKS = "banner|main|contentinfo|navigation|complementary|search|region|form"
# One line of Playwright's snapshot of the accessibility tree: indentation, role, name, level.
PART = re.compile(r'^( *)- ([a-z]+)(?:(?: |: )"(.*?)"|: (.*?))?(?: \[level=(\d)\])?:?$')
OUTLINED = {*LANDMARKS.split("|"), "heading", "group", "figure", "table"}
# Each line of text that is above the previous line, or left of it on the same line. After the right
# column of a record, its text goes on at the left, at whatever height.
BACK_STEPS = """() => {
    const lines = [], words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const text = words.currentNode.data.trim(), parent = words.currentNode.parentElement;
        if (!text || !parent.checkVisibility({visibilityProperty: true})
            || parent.closest(".visually-hidden, .skip-link, svg, option, script, style")) continue;
        const range = document.createRange();
        range.selectNodeContents(words.currentNode);
        const column = parent.closest(".record__aside");
        for (const box of range.getClientRects()) {
            if (box.width > 1) lines.push({text, box, column});
        }
    }
    return lines.flatMap((line, place) => {
        const {text, box, column} = line;
        const {text: earlier, box: before, column: columnBefore} = lines[place - 1] ?? line;
        const beside = box.right <= before.left + 1;
        const above = box.bottom <= before.top + 1 && !beside && box.left < before.right;
        const isInLine = box.top < before.bottom - 4 && box.bottom > before.top + 4;
        const back = beside && isInLine && column === columnBefore;
        return above || back ? [`"${text.slice(0, 50)}" after "${earlier.slice(0, 50)}"`] : [];
    });
}"""


def parts(page: Page) -> list[tuple[int, str, str, str]]:
    """Return each element of the accessibility tree: its depth, role, name and level."""
    found = map(PART.match, page.locator("body").aria_snapshot().splitlines())
    return [
        (len(part[1]), part[2], part[3] or part[4] or "", part[5] or "") for part in found if part
    ]


def outline(page: Page, kind: str) -> str:
    """Return landmarks, headings, disclosures and telephone numbers, one in a line."""
    lines, around = [], []
    for depth, role, name, level in parts(page):
        around = [outer for outer in around if outer[0] < depth]
        outer_roles = [outer_role for _, outer_role in around]
        around.append((depth, role))
        is_number = role == "link" and re.fullmatch(r"[+\d][\d ]+", name) and len(name) != 4
        is_result = kind == "search" and "article" in outer_roles
        if (role in OUTLINED or is_number) and not is_result:
            indentation = "  " * sum(outer_role in OUTLINED for outer_role in outer_roles)
            lines.append(f"{indentation}{role}{level and f' {level}'} {name}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("code", ["en", "mk"])
@pytest.mark.parametrize("kind", ["meeting", "declaration", "languages side by side", "search"])
def test_page_has_the_expected_outline(reader, kind, code):
    page = reader()
    visit(page, kind, code)
    expected = OUTLINES / f"{kind.replace(' ', '-')}.{code}.txt"
    assert outline(page, kind) == expected.read_text()


@pytest.mark.parametrize("code", ["en", "mk"])
def test_contacts_of_a_country_begin_with_the_number_to_call(reader, confirmed, code):
    page = reader()
    page.goto(f"{confirmed}/{code}/contacts-by-country/?state=BG")
    expected = OUTLINES / f"contacts-of-a-state.{code}.txt"
    assert outline(page, "contacts") == expected.read_text()


@pytest.mark.parametrize("code", ["en", "mk"])
def test_heading_levels_are_not_skipped_and_landmarks_have_unique_names(reader, code):
    page = reader()
    wrong = {}
    for kind in share(KINDS, code, ["en", "mk"]):
        visit(page, kind, code)
        found = parts(page)
        levels = [int(level) for _, role, _, level in found if role == "heading"]
        landmarks = [(role, name) for _, role, name, _ in found if role in LANDMARKS.split("|")]
        wrong[kind] = [
            f"{one} is followed by {two}" for one, two in pairwise(levels) if two > one + 1
        ]
        wrong[kind] += [f"twice: {one}" for one in landmarks if landmarks.count(one) > 1]
        if levels.count(1) != 1 or levels[0] != 1:
            wrong[kind].append(f"headings: {levels}")
        if landmarks.count(("main", "")) != 1:
            wrong[kind].append(f"landmarks: {landmarks}")
    assert not {kind: found for kind, found in wrong.items() if found}


@pytest.mark.parametrize(("code", "fonts"), combinations(["en", "mk"], FONT_SETS))
def test_reading_order_is_the_visual_order(reader, code, fonts):
    page = reader(fonts=fonts)
    wrong = {}
    for kind in share(KINDS, code, ["en", "mk"]):
        visit(page, kind, code)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            wrong[kind, width] = page.evaluate(BACK_STEPS)
    assert not {kind: found[:4] for kind, found in wrong.items() if found}
