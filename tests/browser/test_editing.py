"""An editor changes a published page from the page itself; readers see the change at once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from cms.demonstration.accounts import PASSWORD

# No other test uses this meeting's summary.
MEETING = "/en/meetings/2017-brdo-process/"
NEW_SUMMARY = "Shown as context: a summary that the editor has just corrected."


@pytest.fixture
def editor(open_as) -> Page:
    """An editor who has signed in with the form."""
    page = open_as()
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/admin/login/"))
    page.locator("[name=login]").fill("editor")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/admin/$"))
    return page


@pytest.fixture
def old_summary(editor) -> Iterator[str]:
    """The text of the summary, which is restored after the test."""
    editor.goto(MEETING)
    summary = editor.locator("main .lead").inner_text()
    yield summary
    publish(editor, summary)


def publish(page: Page, summary: str, url: str = MEETING) -> None:
    """Go from the public page to its form, change the summary, publish."""
    page.goto(url)
    page.get_by_role("button", name="View Wagtail quick actions").click()
    page.locator("wagtail-userbar").get_by_role("menuitem", name="Edit this page").click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    page.get_by_role("textbox", name="Summary", exact=True).fill(summary)
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("published")


def test_editor_changes_a_summary_and_a_reader_sees_it(open_as, editor, old_summary):
    visitor = open_as(java_script_enabled=False)
    visitor.goto(MEETING)
    expect(visitor.locator("main .lead")).to_have_text(old_summary)
    publish(editor, NEW_SUMMARY)
    visitor.reload()
    expect(visitor.locator("main .lead")).to_have_text(NEW_SUMMARY)
    visitor.goto("/en/search/?q=corrected")
    expect(visitor.locator("main .entry__summary").first).to_contain_text("just corrected")


def test_wrong_password_is_rejected(reader):
    page = reader()
    page.goto("/admin/login/")
    page.locator("[name=login]").fill("editor")
    page.locator("[name=password]").fill("a wrong guess")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/admin/login/"))
    page.goto("/admin/pages/")
    expect(page).to_have_url(re.compile("/admin/login/"))


def test_admin_sends_no_request_to_another_host_and_causes_no_error(open_as, sessions):
    page = open_as("editor")
    for path in (MEETING, "/admin/", "/admin/pages/", "/admin/images/"):
        page.goto(path)
        sessions.wait_until_loaded(page)
