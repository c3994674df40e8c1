"""An editor links words of a text to a term of the glossary."""

import re

from playwright.sync_api import expect

from .user_sessions import TIMEOUT

WORDS = "forced labour"


def test_an_editor_links_selected_words_to_a_term(open_as):
    page = open_as("editor")
    page.goto("/en/news/paper-on-joint-work-2022/")
    page.get_by_role("button", name="View Wagtail quick actions").click()
    page.locator("wagtail-userbar").get_by_role("menuitem", name="Edit this page").click()
    panel = page.locator("[data-contentpath=text]")
    text = panel.locator("[contenteditable=true]")
    expect(text).to_be_visible(timeout=TIMEOUT)
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" About {WORDS}")
    for _letter in WORDS:
        page.keyboard.press("Shift+ArrowLeft")
    panel.get_by_role("button", name="Term of the glossary").click()
    page.get_by_role("link", name=WORDS).click(timeout=TIMEOUT)
    link = panel.locator(".TooltipEntity", has_text=WORDS)
    expect(link).to_be_visible(timeout=TIMEOUT)
    # Draftail writes the form field a little later.
    expect(panel.locator("input[name=text]")).to_have_value(re.compile('"TERM"'))
    link.click()
    expect(page.locator(".Tooltip")).to_contain_text(WORDS)
