"""The board as a table for spreadsheets: complete, in the person's language, and harmless."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests import specimens as specimen

pytestmark = pytest.mark.django_db

BOARD = "/admin/translation/board/"


@pytest.fixture
def page(home):
    return specimen.content(home, title="Who we are", summary="The network.")


def exported(browser, person, **filters) -> list[dict]:
    response = browser(person).get(BOARD, {"export": "csv", **filters})
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def test_the_csv_has_a_line_for_each_page_and_language_of_the_filter(
    browser, coordinator, sent, page
):
    sent("sl", page)
    lines = exported(browser, coordinator, q="Who we are", language=["sl", "mk"])
    by_language = {line["Language"]: line for line in lines}
    assert len(lines) == 2
    assert by_language["Slovenščina"]["State"] == "in progress"
    assert by_language["Slovenščina"]["Words to translate"] == "5"
    assert by_language["Македонски"]["State"] == "missing"


def test_an_export_holds_all_rows_not_one_screen_of_them(browser, coordinator, home):
    for number in range(60):
        home.add_child(instance=Page(title=f"Page {number}", slug=f"p{number}", locale=home.locale))
    assert len(exported(browser, coordinator, q="Page ", language="sl")) == 60


def test_an_export_is_in_the_language_of_the_person(browser, coordinator, page):
    profile = UserProfile.get_for_user(coordinator)
    profile.preferred_language = "sl"
    profile.save()
    line = exported(browser, coordinator, q="Who we are", language="mk")[0]
    assert line["Naslov"] == "Who we are"


@pytest.mark.parametrize("title", ['=HYPERLINK("https://example.org")', "+1", "-1", "@SUM(A1)"])
def test_a_title_is_never_a_formula(browser, coordinator, home, title):
    specimen.content(home, title=title)
    line = exported(browser, coordinator, q=title, language="sl")[0]
    assert line["Title"] == f"'{title}"
    response = browser(coordinator).get(BOARD, {"export": "xlsx", "q": title, "language": "sl"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value == title
    assert sheet["A2"].data_type == "s"


def test_signs_that_a_spreadsheet_cannot_hold_are_left_out(browser, coordinator, home):
    specimen.content(home, title="Bell\x07 rings")
    response = browser(coordinator).get(BOARD, {"export": "xlsx", "q": "rings", "language": "sl"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value == "Bell rings"
