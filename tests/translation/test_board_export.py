"""The export of the board: complete, in the language of the user, and without formulas."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests import specimens as specimen

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

BOARD_URL = "/admin/translation/board/"


@pytest.fixture
def page(home):
    return specimen.content(home, title="Who we are", summary="The network.")


def export_rows(client_for, person, **filters) -> list[dict]:
    response = client_for(person).get(BOARD_URL, {"export": "csv", **filters})
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def test_the_csv_has_a_line_for_each_page_and_language_of_the_filter(
    client_for, coordinator, send_to_translation, page
):
    send_to_translation("sl", page)
    lines = export_rows(client_for, coordinator, q="Who we are", language=["sl", "mk"])
    by_language = {line["Language"]: line for line in lines}
    assert len(lines) == 2
    assert by_language["Slovenščina"]["State"] == "in progress"
    assert by_language["Slovenščina"]["Words to translate"] == "5"
    assert by_language["Македонски"]["State"] == "missing"


def test_an_export_contains_the_rows_of_all_pages(client_for, coordinator, home):
    for number in range(60):
        home.add_child(instance=Page(title=f"Page {number}", slug=f"p{number}", locale=home.locale))
    assert len(export_rows(client_for, coordinator, q="Page ", language="sl")) == 60


def test_an_export_is_in_the_language_of_the_user(client_for, coordinator, page):
    profile = UserProfile.get_for_user(coordinator)
    profile.preferred_language = "sl"
    profile.save()
    line = export_rows(client_for, coordinator, q="Who we are", language="mk")[0]
    assert line["Naslov"] == "Who we are"


@pytest.mark.parametrize("title", ['=HYPERLINK("https://example.org")', "+1", "-1", "@SUM(A1)"])
def test_a_title_is_never_exported_as_a_formula(client_for, coordinator, home, title):
    specimen.content(home, title=title)
    line = export_rows(client_for, coordinator, q=title, language="sl")[0]
    assert line["Title"] == f"'{title}"
    response = client_for(coordinator).get(
        BOARD_URL, {"export": "xlsx", "q": title, "language": "sl"}
    )
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value == title
    assert sheet["A2"].data_type == "s"


def test_characters_that_a_spreadsheet_cannot_store_are_removed(client_for, coordinator, home):
    specimen.content(home, title="Bell\x07 rings")
    response = client_for(coordinator).get(
        BOARD_URL, {"export": "xlsx", "q": "rings", "language": "sl"}
    )
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value == "Bell rings"
