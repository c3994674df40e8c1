"""The contacts by country: on a small screen, without scripts, enlarged and printed."""

from contextlib import closing
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.grids import NARROWEST_WIDTH, codes, combinations, share
from tests.public_pages import interface_text
from tests.services.fonts import FONT_SETS

from .test_accessibility import COLOUR_RULES, violations
from .test_layout import TOO_WIDE

CODES = ["en", "sq", "mk", "sr-cyrl"]
CONTACTS = "contacts-by-country/"
# The states with the most lines, with the longest footnote, and with none.
STATES = ["BG", "AL", "XK", "SI"]
A4 = (595, 842)  # points


@pytest.mark.parametrize(("code", "javascript"), combinations(CODES, [False, True]))
def test_number_is_found_from_the_home_page_in_three_steps(reader, confirmed, code, javascript):
    page = reader(javascript=javascript, width=360, height=740)
    page.goto(f"{confirmed}/{code}/")
    page.locator("main").get_by_role("link", name=interface_text(code, "Get help")).click()
    page.locator(".countries a[href='?state=BG']").click()
    page.wait_for_url(f"**/{code}/{CONTACTS}?state=BG")
    number = page.locator("main a[href^='tel:']").first
    expect(number).to_have_attribute("href", "tel:080020100")
    expect(number).to_be_in_viewport()
    assert not page.evaluate(TOO_WIDE)


@pytest.mark.parametrize("javascript", [False, True], ids=["without script", "with script"])
def test_contacts_are_shown_in_the_chosen_language(reader, confirmed, javascript):
    page = reader(javascript=javascript, width=360, height=740)
    page.goto(f"{confirmed}/en/{CONTACTS}")
    page.locator(".countries a[href='?state=XK']").click()
    page.wait_for_url(f"**/en/{CONTACTS}?state=XK")
    page.get_by_role("link", name="Македонски").click()
    page.wait_for_url(f"**/mk/{CONTACTS}?state=XK")
    expect(page.locator("html")).to_have_attribute("lang", "mk")
    expect(page.locator(".countries [aria-current]")).to_contain_text("Косово")
    expect(page.locator("h2").first).to_contain_text("Косово")


@pytest.mark.parametrize(("code", "fonts"), combinations(CODES, ["narrow", "wide"]))
def test_narrow_page_has_no_violations_in_light_and_dark(reader, confirmed, code, fonts):
    page = reader(width=360, height=740, fonts=fonts)
    for query in share(["", "?state=BG", "?state=SI", "?state=XX"], code, CODES):
        page.emulate_media(color_scheme="light")
        page.goto(f"{confirmed}/{code}/{CONTACTS}{query}")
        assert not violations(page), query
        page.emulate_media(color_scheme="dark")
        assert not violations(page, COLOUR_RULES), query


@pytest.mark.parametrize("fonts", FONT_SETS)
def test_nothing_is_too_wide_with_text_of_normal_and_double_size(reader, confirmed, fonts):
    page = reader(height=700, fonts=fonts, bypass_csp=True)
    for code in codes():
        page.set_viewport_size({"width": NARROWEST_WIDTH, "height": 700})
        page.goto(f"{confirmed}/{code}/{CONTACTS}?state=AL")
        assert not page.evaluate(TOO_WIDE), code
        page.set_viewport_size({"width": NARROWEST_WIDTH * 2, "height": 700})
        page.add_style_tag(content="html { font-size: 200% }")
        assert not page.evaluate(TOO_WIDE), code


@pytest.mark.parametrize("fonts", FONT_SETS)
def test_contacts_are_printed_on_one_side_of_a4(reader, confirmed, fonts):
    page = reader(javascript=False, fonts=fonts)
    for code in codes():
        for query in ("", *(f"?state={state}" for state in STATES)):
            page.goto(f"{confirmed}/{code}/{CONTACTS}{query}")
            printed = page.pdf(prefer_css_page_size=True)
            with closing(pypdfium2.PdfDocument(BytesIO(printed))) as document:
                assert len(document) == 1, (code, query)
                assert tuple(map(round, document[0].get_size())) == A4
                text = document[0].get_textpage().get_text_range()
            assert interface_text(code, "Help") in text, (code, query)
            assert interface_text(code, "Leave this site") not in text
