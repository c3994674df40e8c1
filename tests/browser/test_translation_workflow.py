"""The translation workflow: from a task to a page in two scripts, and after a changed source."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.demonstration.accounts import reviewer_username, translator_username
from core.languages import site_language
from tests import grids
from tests.translators import pseudo_translation

from .test_editing import publish
from .user_sessions import READY, find_task, tab_to

TASK = "Joint Statement 2022 on people affected by the war in Ukraine"
PATH = "declarations/2022-joint-statement/"
COMMENT = "Please write which report is meant."
# An untranslated note, and its translations in each script: before and after the comment.
NOTE = "The report is dated 19 October 2022; it does not state the day of adoption."
FIRST_WORDS = {"bg": "Дата: 19 октомври 2022 г.", "sr-cyrl": "Датум: 19. октобар 2022."}
LAST_WORDS = {
    "bg": {"bg": "Доклад от Ню Йорк, 19 октомври 2022 г."},
    "sr-cyrl": {
        "sr-cyrl": "Извештај из Њујорка, 19. октобар 2022.",
        "sr-latn": "Izveštaj iz Njujorka, 19. oktobar 2022.",
    },
}
PRIVACY = "/en/privacy/"


def to_do(page: Page) -> Locator:
    return page.locator("[data-translation-segment]:not([data-translation-state=confirmed])")


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-translation-save-status]")).to_have_attribute(
        "data-translation-save-state", "saved"
    )


def write_and_confirm(page: Page, code: str) -> str:
    """Translate the segment that has the focus, confirm it, and return its id."""
    text = page.locator("[data-translation-segment]:focus-within")
    place, source = text.get_attribute("id"), text.locator("[data-translation-source]").inner_text()
    words = FIRST_WORDS[code] if source == NOTE else pseudo_translation(source, code)
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#{place}:focus-within")).to_have_count(0)
    return place


def submit_by_keyboard(page: Page) -> None:
    """Submit for review, and accept every warning."""
    tab_to(page, page.locator("form[action$='/submit/'] button"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/submit/$"))
    tab_to(page, page.locator("[name=despite_warnings]"))
    page.keyboard.press("Enter")
    expect(page.locator(READY)).to_be_attached()
    expect(page.locator(".messages .success")).to_be_visible()


def open_task(page: Page) -> None:
    """Find the task on the start page and open it."""
    page.goto("/admin/")
    link = page.locator("#my-translations-section").get_by_role("link", name=TASK, exact=True)
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.locator(READY)).to_be_attached()


def translate_by_keyboard(page: Page, code: str) -> None:
    """Translate what is left; meanwhile, lose the connection and reload the page."""
    write_and_confirm(page, code)
    page.context.set_offline(True)
    place = write_and_confirm(page, code)
    expect(
        page.locator("[data-translation-save-status][data-translation-save-state=offline]")
    ).to_be_visible()
    words = page.locator(f"#{place} [data-translation-target]")
    written = words.evaluate("element => element.value ?? element.innerText")
    page.context.set_offline(False)
    expect_saved(page)
    page.reload()
    expect(page.locator(READY)).to_be_attached()
    assert words.evaluate("element => element.value ?? element.innerText") == written
    expect(page.locator(f"#{place}")).to_have_attribute("data-translation-state", "confirmed")
    for _ in range(to_do(page).count() - 1):
        write_and_confirm(page, code)
    page.keyboard.type("Крај.")
    page.keyboard.press("Control+Enter")
    expect(to_do(page)).to_have_count(0)
    expect_saved(page)


def commented_segment(page: Page) -> Locator:
    return page.locator("[data-translation-segment]").filter(
        has=page.locator("[data-translation-source]").get_by_text(NOTE, exact=True)
    )


def return_with_suggestion(page: Page, code: str) -> None:
    """Suggest another note, and return the translation with a comment."""
    open_task(page)
    text = commented_segment(page)
    text.locator("[data-translation-help-toggle]").click()
    text.locator("[data-translation-suggest]").click()
    suggestion = text.locator("[data-translation-suggestion-field]")
    expect(suggestion).to_have_value(FIRST_WORDS[code])
    suggestion.fill(LAST_WORDS[code][code])
    text.locator("[data-translation-comment-form] [type=submit]").click()
    expect(text.locator(".translation-comments__suggestion ins").first).to_be_visible()
    expect(text.locator("[data-translation-accept-suggestion]")).to_have_count(0)
    page.locator("a[href$='/return/']").click()
    page.locator("[name=comment]").fill(COMMENT)
    page.locator(".translation-decision__buttons button").click()
    expect(page.locator(".messages .success")).to_be_visible()


def accept_suggestion(page: Page, code: str) -> None:
    """Read the reviewer's comment, accept the suggested note, submit again."""
    open_task(page)
    expect(page.locator(".translation-editor__return-comment")).to_contain_text(COMMENT)
    text = commented_segment(page)
    tab_to(page, text.locator("[data-translation-help-toggle]"))
    page.keyboard.press("Enter")
    tab_to(page, text.locator("[data-translation-accept-suggestion]"))
    page.keyboard.press("Enter")
    expect(text.locator("[data-translation-target]")).to_have_value(LAST_WORDS[code][code])
    expect(text.locator(".translation-comments__comment--resolved")).to_be_visible()
    expect(text).to_have_attribute("data-translation-state", "confirmed")
    expect_saved(page)
    submit_by_keyboard(page)


def approve(page: Page) -> None:
    open_task(page)
    page.locator("a[href*='/approve/']").click()
    page.locator(".translation-decision__buttons button").click()
    expect(page.locator(".messages .success")).to_be_visible()


@pytest.mark.parametrize("code", LAST_WORDS if grids.is_full else ["sr-cyrl"])
def test_task_is_translated_by_keyboard_reviewed_and_published(open_as, code):
    translator = open_as(translator_username(site_language(code)), fresh=True)
    reviewer = open_as(reviewer_username(site_language(code)))
    reader = open_as()
    open_task(translator)
    translate_by_keyboard(translator, code)
    submit_by_keyboard(translator)
    reader.goto(f"/{code}/{PATH}")
    expect(reader.locator("main")).to_contain_text(NOTE)
    return_with_suggestion(reviewer, code)
    accept_suggestion(translator, code)
    approve(reviewer)
    for script, words in LAST_WORDS[code].items():
        reader.goto(f"/{script}/{PATH}")
        # Folded, in what the page says about the record.
        expect(reader.locator("main").get_by_text(words, exact=True)).to_have_count(1)
        expect(reader.locator("main")).not_to_contain_text(NOTE)


def test_link_of_the_source_is_translated_by_keyboard(open_as):
    """The text around a link, and the link itself as an inline tag."""
    page = open_as("translator-mk")
    page.goto(find_task(page, "Privacy", "mk"))
    expect(page.locator(READY)).to_be_attached()
    text = page.locator("[data-translation-segment]:has(.translation-inline-tag--button)").first
    place = text.get_attribute("id")
    field = text.locator("[data-translation-target]")
    inline_tags = text.locator("[data-translation-source] [data-translation-tag-type]").count()
    tab_to(page, field)
    page.keyboard.press("Control+A")
    page.keyboard.type("Прво ова ")
    page.keyboard.press("F8")
    page.keyboard.type("онаму")
    expect(field.locator("[data-translation-tag-type]")).not_to_have_count(0)
    for _ in range(inline_tags):
        page.keyboard.press("F8")
    page.keyboard.press("Control+Enter")
    expect(text).to_have_attribute("data-translation-state", "confirmed")
    expect_saved(page)
    page.reload()
    expect(page.locator(READY)).to_be_attached()
    kept = page.locator(f"#{place} [data-translation-target]")
    expect(kept).to_contain_text("Прво ова")
    expect(kept.locator("[data-translation-tag-type]")).to_have_count(inline_tags)


@contextmanager
def repeated_segment(database_path, segment: str) -> Iterator[int]:
    """Yield the id of a second segment with the same source text, and remove it at the end."""
    with closing(sqlite3.connect(database_path, timeout=30)) as database:
        with database:
            repeated = database.execute(
                "INSERT INTO wagtail_localize_stringsegment"
                ' (source_id, context_id, string_id, "order", attrs)'
                " SELECT source_id, context_id, string_id, 9999, attrs"
                " FROM wagtail_localize_stringsegment WHERE id = ?",
                [segment],
            ).lastrowid
        try:
            yield repeated
        finally:
            # The other languages of the page have this row too; a plain field takes one text only.
            with database:
                database.execute(
                    "DELETE FROM wagtail_localize_stringsegment WHERE id = ?", [repeated]
                )


def test_a_sentence_that_stands_twice_is_written_at_either_place(open_as, sessions):
    page = open_as("translator-hr")
    page.goto(find_task(page, TASK, "hr"))
    segment = to_do(page).first.get_attribute("id").removeprefix("segment-")
    with repeated_segment(sessions.database, segment) as repeated:
        page.reload()
        expect(page.locator(READY)).to_be_attached()
        places = [page.locator(f"#segment-{pk}") for pk in (segment, repeated)]
        fields = [place.locator("[data-translation-target]") for place in places]
        for field, words in zip(fields, ("Prvi prijevod", "Drugi prijevod"), strict=True):
            field.fill(words)
            field.press("Control+Enter")
            for place in places:
                expect(place).to_have_attribute("data-translation-state", "confirmed")
                expect(place.locator("[data-translation-conflict]")).to_be_hidden()
            expect(fields[0]).to_have_value(words)
            expect(fields[1]).to_have_value(words)


def test_changed_source_is_shown_on_the_board_and_to_readers(open_as):
    reader, coordinator, editor = open_as(), open_as("coordinator"), open_as("editor")
    reader.goto("/mk/privacy/")
    words = reader.locator("main .lead").inner_text()
    expect(reader.locator(".notice a[href='/en/privacy/']")).to_have_count(0)
    publish(editor, "What the site keeps of its readers, in entirely other words.", PRIVACY)
    reader.reload()
    expect(reader.locator(".notice a[href='/en/privacy/']")).to_be_visible()
    expect(reader.locator("main .lead")).to_have_text(words)
    coordinator.goto("/admin/translation/board/?q=Privacy&language=mk")
    cell = coordinator.locator("a.translation-cell").first
    expect(cell.locator(".translation-flag--source-changed")).to_be_visible()
    cell.click()
    changed = "[data-translation-segment][data-translation-state=changed]"
    expect(coordinator.locator(changed)).to_have_count(1)
    translator = open_as("translator-mk")
    translator.goto(coordinator.url)
    expect(translator.locator(READY)).to_be_attached()
    # The earlier translation is in the field, which has the focus, and stored once confirmed.
    place = translator.locator(changed).get_attribute("id")
    field = translator.locator(f"#{place} [data-translation-target]")
    expect(field).to_have_value(words)
    expect(field).to_be_focused()
    expect(translator.locator(f"#{place} .translation-segment__source-differences")).to_be_visible()
    field.press("Control+Enter")
    expect(translator.locator(f"#{place}")).to_have_attribute("data-translation-state", "confirmed")
    expect_saved(translator)


def test_coordinator_requests_two_languages_from_the_menu_of_a_page(open_as):
    page = open_as("coordinator")
    page.goto("/en/meetings/2017-brdo-process/")
    page.get_by_role("button", name="View Wagtail quick actions").click()
    page.locator("wagtail-userbar").get_by_role("menuitem", name="Show in Explorer").click()
    page.locator(".w-slim-header").get_by_role("button", name="Actions").click()
    page.locator("a[href*='/translation/send/page/']").first.click()
    for name in ("Shqip", "Hrvatski"):
        page.get_by_role("checkbox", name=name).check()
    page.locator("form button[type=submit]").last.click()
    expect(
        page.locator("[data-translation-job-state][data-translation-job-finished]")
    ).to_be_attached()
    expect(page.locator(".translation-table tbody tr")).to_have_count(2)
    expect(page.locator(".translation-table tbody a[href*='/translation/edit/']")).to_have_count(2)
