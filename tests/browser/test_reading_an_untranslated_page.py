"""A page that is not translated: a notice, marked languages, and links in the reader's language."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.public_pages import interface_text

LANGUAGES = ["mk", "sr-latn"]

in_each_language = pytest.mark.parametrize("code", LANGUAGES)


def open_untranslated_meeting(page: Page, code: str) -> None:
    """Open a meeting of others from their list, whose title is marked as English."""
    page.goto(f"/{code}/meetings/?kind=context")
    foreign = page.locator(".entry__title a[lang='en']").first
    assert foreign.count(), f"Every meeting is translated into {code}: choose another language."
    expect(foreign).to_have_attribute("href", re.compile(f"^/{code}/meetings/"))
    foreign.click()
    expect(page).to_have_url(re.compile(f"/{code}/meetings/[^/]+/$"))


@in_each_language
def test_layout_stays_in_the_readers_language_and_a_notice_names_that_of_the_text(reader, code):
    page = reader(javascript=False)
    page.goto(f"/{code}/")
    tag = page.locator("html").get_attribute("lang")
    open_untranslated_meeting(page, code)
    expect(page.locator("html")).to_have_attribute("lang", tag)
    notice = page.locator("main .notice").filter(
        has_text=interface_text(code, "This page has not been translated into your language yet.")
    )
    expect(notice).to_be_visible()
    expect(notice).to_contain_text({"mk": "англиски", "sr-latn": "engleski"}[code])
    for words in ("Date", "Participating states", "Sources"):
        # The first is a heading, or the link to it in the contents of the page.
        named = page.locator("main").get_by_text(interface_text(code, words), exact=True)
        expect(named.first).to_be_visible()
    expect(page.locator("footer")).to_contain_text(interface_text(code, "About this site"))


@in_each_language
def test_untranslated_parts_have_their_language_marked(reader, code):
    page = reader(javascript=False)
    open_untranslated_meeting(page, code)
    for part in ("h1", ".lead"):
        expect(page.locator(f"main {part}")).to_have_attribute("lang", "en")
    for frame in ("header nav", "main .breadcrumbs", "main .page-kind", "main h2"):
        assert page.locator(frame).first.evaluate("element => element.closest('[lang]').lang") != (
            "en"
        ), f"{frame} belongs to the layout"


@in_each_language
def test_menu_marks_the_languages_without_a_translation(reader, code):
    page = reader(javascript=False)
    open_untranslated_meeting(page, code)
    page.locator(".language-menu summary").click()
    entries = page.locator("header .language-list li")
    remark = interface_text(code, "not this one")
    expect(entries.filter(has=page.locator("[aria-current]"))).to_contain_text(remark)
    expect(entries.filter(has_text="English")).not_to_contain_text(remark)


@in_each_language
def test_untranslated_page_is_not_indexed(reader, code):
    page = reader(javascript=False)
    open_untranslated_meeting(page, code)
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", re.compile("/en/"))
    expect(page.locator("link[rel=alternate][hreflang]")).to_have_count(0)


@in_each_language
def test_every_link_to_a_page_stays_in_the_readers_language(reader, code):
    page = reader(javascript=False)
    open_untranslated_meeting(page, code)
    addresses = page.locator(
        "a:not(.language-list a, .languages-menu a, .script-link)"
    ).evaluate_all("links => links.map(link => link.getAttribute('href'))")
    own = [url for url in addresses if url.startswith("/")]
    assert len(own) > 8
    assert not [url for url in own if not url.startswith(f"/{code}/")]
    page.locator(".breadcrumbs a").last.click()
    expect(page).to_have_url(re.compile(f"/{code}/meetings/$"))
