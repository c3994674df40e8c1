"""The files of the data sets, read with other libraries; the meetings represent all data sets."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests import specimens as specimen
from tests.data_set_files import csv_rows, fetch, only_record, records, sheet_rows

pytestmark = pytest.mark.django_db


def titles(client, code: str = "en", query: str = "") -> list[str]:
    return [record["title"] for record in records(client, "meetings", code, query)]


def translated_meeting(home, *codes: str, **values):
    specimen.translate(home.get_children().get(slug="meetings").specific, *codes)
    page = specimen.meeting(home, **values)
    specimen.translate(page, *codes)
    return page


def test_a_csv_file_has_a_header_and_a_row_for_each_record_as_in_rfc_4180(client, home):
    specimen.meeting(home, summary='Two lines\r\nand "quotes", all in one cell')
    data = fetch(client, "meetings", "csv")
    assert data.startswith(b"\xef\xbb\xbf")  # by it spreadsheets recognise UTF-8
    assert data.endswith(b"\r\n")
    heading, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert heading[:2] == ["id", "slug"]
    assert len(row) == len(heading)
    assert csv_rows(data)[0]["summary"] == 'Two lines\nand "quotes", all in one cell'


def test_every_file_format_has_its_media_type_and_file_name(client, home):
    expected = {
        "csv": (
            "text/csv; charset=utf-8; header=present",
            'attachment; filename="meetings-mk.csv"',
        ),
        "json": ("application/json", 'inline; filename="meetings-mk.json"'),
        "xlsx": (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            'attachment; filename="meetings-mk.xlsx"',
        ),
        "schema.json": (
            "application/schema+json",
            'inline; filename="meetings-mk.schema.json"',
        ),
    }
    for ending, content_headers in expected.items():
        headers = client.get(f"/mk/meetings/data.{ending}").headers
        assert (headers["Content-Type"], headers["Content-Disposition"]) == content_headers
        assert headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path", ["meetings/data.xml", "meetings/paragraphs.csv", "history/data.csv", "data.csv"]
)
def test_there_are_no_other_files(client, home, path):
    assert client.get(f"/en/{path}").status_code == 404


def test_a_record_without_a_translation_names_its_language(client, home):
    translated_meeting(home, "sr-cyrl", "sr-latn", start_date=date(2020, 1, 1))
    specimen.meeting(home, slug="graz", title="Meeting in Graz")
    exported = [
        (record["language"], record["title"], record["address"].partition("/sr-latn/")[2])
        for record in records(client, "meetings", "sr-latn")
    ]
    assert exported == [
        ("sr-Latn", "sr-cyrl Meeting in Vienna", "meetings/vienna/"),
        ("en", "Meeting in Graz", "meetings/graz/"),
    ]


def test_a_record_has_the_same_identifier_in_every_language(client, home):
    page = translated_meeting(home, "mk")
    for code in ("en", "mk", "sq"):
        assert only_record(client, "meetings", code)["id"] == str(page.translation_key)


@pytest.mark.parametrize(
    ("precision", "end", "expected"),
    [
        ("day", date(2019, 5, 8), ("2019-05-06", "2019-05-08")),
        ("month", date(2019, 7, 31), ("2019-05", "2019-07")),
        ("year", None, ("2019", None)),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(client, home, precision, end, expected):
    specimen.meeting(home, date_precision=precision, end_date=end)
    record = only_record(client, "meetings")
    assert (record["date"], record["end_date"]) == expected


def test_an_unknown_value_is_null_and_never_an_empty_list_or_false(client, home):
    specimen.meeting(home)
    record = only_record(client, "meetings")
    assert [record[name] for name in ("participants", "themes", "sources", "place")] == [None] * 4
    (row,) = csv_rows(fetch(client, "meetings", "csv"))
    assert not row["participants"] + row["themes"] + row["sources"] + row["place"]
    heading, row = sheet_rows(fetch(client, "meetings", "xlsx"))
    assert row[heading.index("participants")] is None


def test_private_expired_and_unpublished_pages_are_in_no_file(client, home):
    specimen.meeting(home, "draft").unpublish()
    specimen.restrict(specimen.meeting(home, "private"))
    page = specimen.meeting(home, "expired")
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    page = specimen.meeting(home, "public", title="Public")
    page.title = "Not published yet"
    page.save_revision()
    assert titles(client) == titles(client, "mk") == ["Public"]


def test_a_private_original_hides_its_translations(client, home):
    page = translated_meeting(home, "mk")
    specimen.restrict(page)
    assert titles(client, "mk") == []


def test_a_private_list_offers_no_data(client, home):
    specimen.meeting(home)
    specimen.restrict(home.get_children().get(slug="meetings"))
    assert titles(client) == []


def test_links_in_a_text_are_absolute_urls_in_the_language_of_the_file(client, home):
    page = specimen.meeting(home)
    about = specimen.content(home)
    page.outcome = f'<p data-block-key="k1">See <a linktype="page" id="{about.pk}">us</a>.</p>'
    specimen.publish(page)
    record = only_record(client, "meetings", "mk")
    assert record["outcome"] == '<p>See <a href="http://localhost:8000/mk/about/">us</a>.</p>'


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@x", "'=1+1", "＝1+1"])
def test_no_spreadsheet_takes_a_text_for_a_formula(client, home, title):
    specimen.meeting(home, title=title)
    (row,) = csv_rows(fetch(client, "meetings", "csv"))
    assert row["title"] == f"'{title}"
    book = load_workbook(io.BytesIO(fetch(client, "meetings", "xlsx")))
    cell = book.worksheets[0]["E2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (title, "s", True)
    assert only_record(client, "meetings")["title"] == title


def test_characters_that_xml_does_not_allow_are_left_out(client, home):
    specimen.meeting(home, title="A\x0c <b> & B", summary="x\x1by")
    assert csv_rows(fetch(client, "meetings", "csv"))[0]["title"] == "A <b> & B"
    assert sheet_rows(fetch(client, "meetings", "xlsx"))[1][5] == "xy"


def test_a_workbook_has_a_frozen_header_and_documents_its_columns(client, home, language):
    specimen.meeting(home)
    data = fetch(client, "meetings", "xlsx", "mk")
    book = load_workbook(io.BytesIO(data))
    assert [sheet.freeze_panes for sheet in book.worksheets] == ["A2", "A2"]
    assert {cell.number_format for cell in book.worksheets[0][2]} == {"@"}
    names = sheet_rows(data)[0]
    explained = sheet_rows(data, 1)[1:]
    assert [row[0] for row in explained] == names
    assert all(row[1] and row[2] and row[3] for row in explained)
    with language("mk"):
        assert data != fetch(client, "meetings", "xlsx", "en")


def test_a_workbook_has_no_more_parts_than_a_spreadsheet_needs(client, home):
    """There are no external links and no macros."""
    with zipfile.ZipFile(io.BytesIO(fetch(client, "meetings", "xlsx"))) as archive:
        parts = archive.namelist()
    assert not [part for part in parts if "external" in part.lower() or "vba" in part.lower()]


def test_a_workbook_with_the_same_records_has_the_same_etag(client, home):
    specimen.meeting(home)
    first, second = (client.get("/en/meetings/data.xlsx").headers["ETag"] for _ in range(2))
    assert first == second
    specimen.meeting(home, "graz")
    assert client.get("/en/meetings/data.xlsx").headers["ETag"] != first
