"""An editor enters a meeting with three states by keyboard, with dates as they are typed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

MAX_ACTIONS = 20  # presses of a key or button and texts typed; Tab moves only


class CountedActions:
    """Counts what a person does in a form besides moving through it."""

    def __init__(self, page: Page):
        self.page = page
        self.count = 0

    def type(self, name: str, text: str) -> None:
        self.count += 1
        self.page.locator(f"[name={name}]").press_sequentially(text)

    def select(self, name: str, label: str) -> None:
        self.count += 1
        self.page.locator(f"[name={name}]").select_option(label=label)

    def tick(self, label: str) -> None:
        self.count += 1
        self.page.get_by_role("checkbox", name=label, exact=True).press("Space")

    def press(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("button", name=name, exact=True).last.press("Enter")


# What Chromium logs when autosave sends a form that is not complete yet.
INCOMPLETE = "the server responded with a status of 400"


@pytest.fixture
def form(open_as, sessions) -> Iterator[Page]:
    """The form for a new meeting."""
    page = open_as("editor")
    page.goto("/en/meetings/")
    page.get_by_role("button", name="View Wagtail quick actions").click()
    page.locator("wagtail-userbar").get_by_role("menuitem", name="Add a child page").click()
    expect(page).to_have_url(re.compile("/meetings/meetingpage/"))
    # Wagtail takes what is typed before for the content with which the form was opened.
    form = page.locator("form[data-edit-form]")
    expect(form).to_have_attribute("data-w-unsaved-has-edits-value", "false")
    yield page
    sessions.problems = [text for text in sessions.problems if INCOMPLETE not in text]


def words_beside(page: Page, name: str):
    return page.locator(".date-input", has=page.locator(f"[name={name}]")).locator("[role=status]")


def test_a_meeting_with_three_states_takes_at_most_twenty_actions(form, open_as):
    editor = CountedActions(form)
    editor.type("title", "Fifteenth meeting in Skopje")
    editor.type("summary", "The coordinators met again.")
    editor.select("status", "Held")
    editor.type("start_date", "10.12.2019")
    expect(words_beside(form, "start_date")).to_have_text("Read as: 10 December 2019")
    editor.type("end_date", "11.12.2019")
    editor.type("place", "Skopje")
    editor.select("country", "North Macedonia")
    editor.type("host", "Ministry of the Interior")
    for state in ("Albania", "Bulgaria", "Slovenia"):
        editor.tick(state)
    expect(form.locator("[name=start_date]")).to_have_value("10.12.2019")
    # The first automatic save replaces the menu, and closes it.
    expect(form).to_have_url(re.compile("/edit/$"))
    editor.press("More actions")
    editor.press("Publish")
    expect(form.locator(".messages")).to_contain_text("published")
    assert editor.count <= MAX_ACTIONS
    reader = open_as()
    reader.goto("/en/meetings/fifteenth-meeting-in-skopje/")
    expect(reader.locator("main")).to_contain_text("10–11 December 2019")
    expect(reader.locator("main")).to_contain_text("Bulgaria")


def test_the_fields_of_a_row_begin_at_one_height_although_a_help_text_wraps(form):
    start, end = (
        form.locator(f"[name={name}]").bounding_box() for name in ("start_date", "end_date")
    )
    assert start["width"] == end["width"]
    # In CSS pixels: the height of a line of text is no whole number.
    assert start["y"] == pytest.approx(end["y"], abs=0.6)
    assert start["x"] < end["x"]


def test_a_typed_date_is_told_in_words_and_never_rewritten(form):
    field = form.locator("[name=start_date]")
    for typed, words in (
        ("31/12/2026", "31 December 2026"),
        ("12.2026", "December 2026"),
        ("2026", "2026"),
    ):
        field.fill("")
        field.press_sequentially(typed)
        expect(words_beside(form, "start_date")).to_have_text(f"Read as: {words}")
        field.blur()
        form.locator("[name=place]").focus()
        expect(field).to_have_value(typed)


def test_an_error_is_told_when_the_field_is_left(form):
    field = form.locator("[name=start_date]")
    field.press_sequentially("12/31/2026")
    expect(words_beside(form, "start_date")).to_have_text("")
    field.blur()
    expect(words_beside(form, "start_date")).to_contain_text("in this order: 31/12/2026")
    expect(field).to_have_value("12/31/2026")


def test_a_day_chosen_in_the_calendar_is_written_in_words(form):
    form.locator(".date-input", has=form.locator("[name=start_date]")).locator(
        "input[type=date]"
    ).evaluate("""calendar => {
        calendar.value = "2026-12-10";
        calendar.dispatchEvent(new Event("change", {bubbles: true}));
    }""")
    expect(form.locator("[name=start_date]")).to_have_value("10 December 2026")


def test_a_schedule_is_typed_in_the_same_way(form):
    form.get_by_role("button", name="Toggle status").click()
    form.get_by_role("button", name="Set schedule").click()
    field = form.locator("[name=go_live_at]")
    field.press_sequentially("31.12.2030 14:30")
    expect(words_beside(form, "go_live_at")).to_have_text("Read as: 31 December 2030, 14:30")
    expect(field).to_have_value("31.12.2030 14:30")
