"""An editor deletes and restores a page in all its languages, and gives a page another address."""

import re
import sqlite3
from contextlib import closing
from http import HTTPStatus

import pytest
from playwright.sync_api import Page, expect

from core.languages import all_languages

from .admin_screens import check_screen
from .user_sessions import TIMEOUT

LANGUAGES = [language.code for language in all_languages()]
# No other page refers to this meeting.
UNUSED = "2020-ljubljana"
REMOVED = "Мрежата ја отстрани"


@pytest.fixture
def meetings(sessions) -> dict[str, int]:
    """The slugs and ids of the meetings that are live in every language, the latest first."""
    query = """
        SELECT source.slug, source.id FROM wagtailcore_page AS source
        JOIN meetings_meetingpage ON page_ptr_id = source.id
        JOIN wagtailcore_locale AS locale ON locale.id = source.locale_id
        WHERE locale.language_code = 'en' AND (
            SELECT count(*) FROM wagtailcore_page AS page
            WHERE page.translation_key = source.translation_key AND page.live
        ) = ? ORDER BY source.slug DESC
    """
    with closing(sqlite3.connect(sessions.database)) as connection:
        return dict(connection.execute(query, [len(LANGUAGES)]).fetchall())


def statuses(reader: Page, slug: str) -> set[int]:
    """Return the status codes of a meeting's address in every language."""
    return {reader.goto(f"/{code}/meetings/{slug}/").status for code in LANGUAGES}


def without_noted_answers(sessions) -> None:
    """Forget that the browser has logged the answers 410."""
    sessions.problems = [text for text in sessions.problems if "410" not in text]


def publish_with_slug(editor: Page, page_id: int, slug: str) -> None:
    editor.goto(f"/admin/pages/{page_id}/edit/#tab-promote")
    editor.locator("[name=slug]").fill(slug)
    expect(editor.locator("[data-controller=rename-notices]")).to_contain_text(
        "follow by themselves", timeout=TIMEOUT
    )
    editor.get_by_role("button", name="More actions").last.click()
    editor.get_by_role("button", name="Publish", exact=True).click()
    expect(editor.locator(".messages")).to_contain_text("published")


def test_a_meeting_is_deleted_and_restored_in_every_language(open_as, sessions, meetings):
    slug, page_id = UNUSED, meetings[UNUSED]
    reader, editor = open_as(), open_as("editor")
    address = f"/mk/meetings/{slug}/"
    assert statuses(reader, slug) == {HTTPStatus.OK}
    reader.goto(address)
    title = reader.locator("h1").inner_text()

    editor.goto(f"/admin/pages/{page_id}/delete/")
    expect(editor.locator("main")).to_contain_text("Македонски")
    editor.get_by_role("button", name="Move to the recycle bin").click()
    expect(editor.locator(".messages")).to_contain_text("was moved to the recycle bin")
    assert statuses(reader, slug) == {HTTPStatus.GONE}
    reader.goto(address)
    expect(reader.locator("main")).to_contain_text(REMOVED)
    without_noted_answers(sessions)

    editor.goto("/admin/recycle-bin/")
    check_screen(editor, sessions)
    editor.locator("main").get_by_role("link", name=re.compile("^Restore")).first.click()
    check_screen(editor, sessions)
    editor.get_by_role("button", name="Restore", exact=True).click()
    expect(editor.locator(".messages")).to_contain_text("was restored")
    assert statuses(reader, slug) == {HTTPStatus.OK}
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text(title)


def test_the_old_address_leads_to_a_renamed_page_in_the_language_of_the_reader(open_as, meetings):
    slug, page_id = list(meetings.items())[-1]
    reader, editor = open_as(), open_as("editor")
    publish_with_slug(editor, page_id, f"{slug}-renamed")
    reader.goto(f"/mk/meetings/{slug}/")
    expect(reader).to_have_url(re.compile(f"/mk/meetings/{slug}-renamed/$"))
    expect(reader.locator("html")).to_have_attribute("lang", "mk")

    publish_with_slug(editor, page_id, slug)
    reader.goto(f"/mk/meetings/{slug}-renamed/")
    expect(reader).to_have_url(re.compile(f"/mk/meetings/{slug}/$"))
