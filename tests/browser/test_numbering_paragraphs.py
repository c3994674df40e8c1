"""An editor writes a declaration while it is saved automatically; its numbers stay."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import grids

from .test_accessibility import violations
from .user_sessions import TIMEOUT

# The error that Chromium logs if Wagtail refuses an automatic save, because the page was published
# or saved in another window in the meantime.
REFUSED = "400 (Bad Request)"
SAVED = re.compile(r"/admin/pages/(\d+)/edit/")  # after the first automatic save
NOTES = '[id^="paragraphs-"][id$="-number-assigned"]'


def open_form(page: Page, slug: str = "") -> None:
    """Go from the list to the form of a further declaration, or from a declaration to its own."""
    page.goto(f"/en/declarations/{slug}")
    page.get_by_role("button", name="View Wagtail quick actions").click()
    wanted = "Edit this page" if slug else "Add a child page"
    page.locator("wagtail-userbar").get_by_role("menuitem", name=wanted).click()
    expect(page.locator("#paragraphs-root")).to_be_visible(timeout=TIMEOUT)


def paragraphs(page: Page) -> Locator:
    return page.locator("#paragraphs-root > div > [data-streamfield-child]")


def add_paragraph(page: Page, text: str, delay: int = 0) -> None:
    """Add a paragraph at the end and type its text; ``delay``: milliseconds between two keys."""
    count = paragraphs(page).count()
    page.locator("#paragraphs-root .c-sf-add-button").last.click()
    expect(paragraphs(page)).to_have_count(count + 1)
    editor = paragraphs(page).last.locator("[contenteditable=true]")
    editor.click()
    editor.press_sequentially(text, delay=delay)
    # Draftail writes the form field a little later than somebody types.
    field = paragraphs(page).last.locator('[name$="-value-text"]')
    expect(field).to_have_value(re.compile(re.escape(text)))


def drag_to(paragraph: Locator, target: Locator) -> None:
    """Drag a paragraph by its handle to the upper half of another one."""
    page, handle = paragraph.page, paragraph.locator("[data-streamfield-action='DRAG']").first
    target.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2, end["y"] + end["height"] / 4, steps=20)
    page.mouse.up()


def press_publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()


def publish(page: Page) -> None:
    press_publish(page)
    expect(page.locator(".messages", has_text="published")).to_be_visible(timeout=TIMEOUT)


def shown_numbers(page: Page, slug: str) -> list[str]:
    page.goto(f"/en/declarations/{slug}/")
    return page.locator(".paragraphs .paragraph__number").all_inner_texts()


@pytest.fixture
def colleague(sessions) -> str:
    """The name of a second account of an editor, with the same password."""
    values = "password, is_superuser, is_staff, is_active, date_joined, first_name, last_name"
    with closing(sqlite3.connect(sessions.database)) as connection, connection:
        connection.execute(
            f"INSERT INTO core_user (username, email, {values}) "
            f"SELECT 'colleague', 'colleague@example.org', {values} FROM core_user "
            "WHERE username = 'editor'"
        )
        connection.execute(
            "INSERT INTO core_user_groups (user_id, group_id) SELECT colleague.id, group_id "
            "FROM core_user_groups JOIN core_user AS editor ON editor.id = user_id "
            "JOIN core_user AS colleague ON colleague.username = 'colleague' "
            "WHERE editor.username = 'editor'"
        )
    return "colleague"


@pytest.fixture
def create(open_as, sessions):
    """Open the form of a declaration and fill in what it requires: ``create(slug)``."""

    def fill_in(slug: str) -> Page:
        page = open_as("editor")
        open_form(page)
        page.get_by_role("textbox", name="Title", exact=False).first.fill(slug.capitalize())
        page.locator("[name=kind]").select_option("statement")
        page.locator("[name=start_date]").fill("2021-03-04")
        page.keyboard.press("Escape")
        return page

    yield fill_in
    sessions.problems = [problem for problem in sessions.problems if REFUSED not in problem]


SPEEDS = [("fast", 0), ("slow", 120)] if grids.is_full else [("slow", 120)]


@pytest.mark.parametrize(("slug", "delay"), SPEEDS)
def test_paragraphs_that_are_saved_while_somebody_types_are_numbered_from_1(create, slug, delay):
    page = create(slug)
    for number in range(1, 6):
        add_paragraph(page, f"Words {number}.", delay)
    expect(page).to_have_url(SAVED)
    publish(page)
    assert shown_numbers(page, slug) == ["1", "2", "3", "4", "5"]


def test_numbers_stay_when_one_of_two_editors_drags_paragraphs(create, open_as, colleague):
    page = create("moved")
    for number in (1, 2, 3):
        add_paragraph(page, f"Words {number}.")
    expect(page.locator(NOTES)).to_have_text(
        [f"Paragraph {number}, if it is published now." for number in (1, 2, 3)]
    )
    expect(page).to_have_url(SAVED)
    document = SAVED.search(page.url)[1]
    publish(page)
    other = open_as(colleague)
    open_form(other, "moved/")
    expect(other.locator(NOTES).last).to_contain_text("which stays")
    open_form(page, "moved/")
    drag_to(paragraphs(page).last, paragraphs(page).nth(1))
    expect(paragraphs(page).last).to_contain_text("Words 2.")
    add_paragraph(page, "Words 4.")
    publish(page)
    assert shown_numbers(page, "moved") == ["1", "3", "2", "4"]
    for number in range(1, 5):
        page.goto(f"/d/{document}/{number}")
        expect(page.locator(":target")).to_contain_text(f"Words {number}.")
    # The colleague has not seen that. What she writes is not saved until she agrees.
    add_paragraph(other, "Words 5.")
    expect(other.get_by_role("button", name="editor saved a new version")).to_be_visible()
    press_publish(other)
    question = other.get_by_role("dialog", name="editor saved a new version")
    expect(question).to_contain_text("will overwrite the changes")
    assert shown_numbers(page, "moved") == ["1", "3", "2", "4"]
    question.get_by_role("button", name="Publish").click()
    expect(other.locator(".messages", has_text="published")).to_be_visible(timeout=TIMEOUT)
    assert shown_numbers(page, "moved") == ["1", "2", "3", "5"]


def test_a_pasted_declaration_of_fifteen_paragraphs_is_one_undo_away(create):
    page = create("pasted")
    add_paragraph(page, "Written before.")
    lines = ["Recalling the Protocol,", *(f"{number}.\tWe act." for number in range(1, 16))]
    page.get_by_role("button", name="Paste a whole declaration").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Text").fill("\n".join(lines))
    dialog.get_by_label("is replaced").check()
    dialog.get_by_role("button", name="Show the preview").click()
    expect(dialog.get_by_role("row")).to_have_count(16)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert not violations(page, within="[role=dialog]")
    dialog.get_by_role("button", name="Insert into the form").click()
    expect(paragraphs(page)).to_have_count(15)
    page.get_by_role("button", name="Undo the insertion").click()
    expect(paragraphs(page)).to_have_count(1)
    expect(paragraphs(page)).to_contain_text("Written before.")
    page.get_by_role("button", name="Paste a whole declaration").click()
    dialog.get_by_role("textbox", name="Text").fill("\n".join(lines[:2]))
    dialog.get_by_role("button", name="Show the preview").click()
    dialog.get_by_role("button", name="Insert into the form").click()
    expect(paragraphs(page)).to_have_count(2)
    # Draftail writes the form field a little later.
    expect(page.locator("[name=preamble]")).to_have_value(re.compile("Recalling the Protocol,"))
    expect(page).to_have_url(SAVED, timeout=TIMEOUT)
    publish(page)
    assert shown_numbers(page, "pasted") == ["2", "1"]
    expect(page.locator("main")).to_contain_text("Recalling the Protocol,")
