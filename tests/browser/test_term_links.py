"""An editor links words of a text to a term of the glossary, and readers follow the link."""

import re

from playwright.sync_api import expect

from .user_sessions import TIMEOUT

WORDS = "forced labour"


def test_an_editor_links_selected_words_to_a_term(open_as):
    page = open_as("editor")
    page.goto("/en/news/paper-on-joint-work-2022/")
    page.get_by_role("button", name="View Wagtail quick actions").click()
    page.locator("wagtail-userbar").get_by_role("menuitem", name="Edit this page").click()
    text = page.locator("[data-contentpath=text] [contenteditable=true]")
    expect(text).to_be_visible(timeout=TIMEOUT)
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" About {WORDS}")
    for _letter in WORDS:
        page.keyboard.press("Shift+ArrowLeft")
    page.locator("[data-contentpath=text]").get_by_role(
        "button", name="Term of the glossary"
    ).click()
    page.get_by_role("link", name=WORDS).click(timeout=TIMEOUT)
    stored = page.locator("input[name=text]")
    expect(stored).to_have_value(re.compile('"type": ?"TERM"'), timeout=TIMEOUT)
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages", has_text="published")).to_be_visible(timeout=TIMEOUT)
    page.goto("/en/news/paper-on-joint-work-2022/")
    link = page.locator("main a.term")
    expect(link).to_have_text(WORDS)
    link.click()
    expect(page.locator(":target")).to_contain_text(WORDS)
