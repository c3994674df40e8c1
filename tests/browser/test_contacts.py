"""Somebody looks for a number: on a small screen, without script, and on a sheet of paper."""

from contextlib import closing
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import expect

from core.languages import all_languages
from tests.public_pages import interface_text

from .test_accessibility import violations
from .test_layout import TOO_WIDE

CODES = [language.code for language in all_languages()]
FOUR = ["en", "sq", "mk", "sr-cyrl"]
CONTACTS = "contacts-by-country/"
# The states with the most lines, with the longest footnote, and with none.
STATES = ["BG", "AL", "XK", "SI"]
A4 = (595, 842)  # points


@pytest.mark.parametrize("javascript", [False, True], ids=["without script", "with script"])
@pytest.mark.parametrize("code", FOUR)
def test_from_the_home_page_to_a_number_in_three_steps(reader, confirmed, code, javascript):
    page = reader(javascript=javascript, width=360, height=740)
    page.goto(f"{confirmed}/{code}/")
    page.locator("main").get_by_role(
        "link", name=interface_text(code, "Contacts by country")
    ).click()
    page.get_by_label(interface_text(code, "I am in")).select_option("BG")
    page.get_by_role("button", name=interface_text(code, "Show")).click()
    page.wait_for_url(f"**/{code}/{CONTACTS}?state=BG")
    number = page.locator("main a[href^='tel:']").first
    expect(number).to_have_attribute("href", "tel:080020100")
    expect(number).to_be_in_viewport()
    assert not page.evaluate(TOO_WIDE)


@pytest.mark.parametrize("javascript", [False, True], ids=["without script", "with script"])
def test_somebody_who_reads_another_language_gets_the_lines_in_it(reader, confirmed, javascript):
    page = reader(javascript=javascript, width=360, height=740)
    page.goto(f"{confirmed}/en/{CONTACTS}")
    page.get_by_label("I am in").select_option("XK")
    page.get_by_label("I read").select_option(label="Македонски")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(f"**/mk/{CONTACTS}?state=XK")
    expect(page.locator("html")).to_have_attribute("lang", "mk")
    expect(page.get_by_label(interface_text("mk", "I am in"))).to_have_value("XK")
    expect(page.locator("h2")).to_contain_text("Косово")


@pytest.mark.parametrize("code", FOUR)
def test_no_rule_is_broken_on_a_narrow_screen_by_day_or_by_night(reader, confirmed, code):
    page = reader(width=360, height=740)
    for query in ("", "?state=BG", "?state=SI", "?state=XX"):
        page.goto(f"{confirmed}/{code}/{CONTACTS}{query}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert not violations(page), (query, scheme)


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_too_wide_also_when_the_text_is_twice_as_large(reader, confirmed, width):
    page = reader(width=width, height=700, bypass_csp=True)
    for code in CODES:
        page.goto(f"{confirmed}/{code}/{CONTACTS}?state=AL")
        if width == 640:
            page.add_style_tag(content="html { font-size: 200% }")
        assert not page.evaluate(TOO_WIDE), code


def test_it_is_printed_on_one_side_of_a4_in_every_language(reader, confirmed):
    page = reader(javascript=False)
    for code in CODES:
        for query in ("", *(f"?state={state}" for state in STATES)):
            page.goto(f"{confirmed}/{code}/{CONTACTS}{query}")
            printed = page.pdf(prefer_css_page_size=True)
            with closing(pypdfium2.PdfDocument(BytesIO(printed))) as document:
                assert len(document) == 1, (code, query)
                assert tuple(map(round, document[0].get_size())) == A4
                text = document[0].get_textpage().get_text_range()
            assert "112" in text, (code, query)
            assert interface_text(code, "Leave this site") not in text
