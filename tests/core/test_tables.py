"""A table has a caption and headings, for readers who do not see it, in every language."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTable

from core.blocks import TableBlock
from core.blocks.table import MAX_COLUMNS, MAX_ROWS
from core.printable import SiteNames
from core.printable.content import printable_content
from core.printable.rendering import render_pdf
from tests import specimens as specimen
from tests.public_pages import read, searchable_text

NAMES = SiteNames("NATC SEE", "Network of coordinators")
TABLE = {
    "caption": "Meetings",
    "columns": [
        {"type": "row_heading", "heading": "Year"},
        {"type": "text", "heading": "Place"},
    ],
    "rows": [{"values": ["2010", "Brdo <hotel>"]}, {"values": ["2018", ""]}],
}


def table(**values) -> TypedTable:
    return TableBlock().to_python({**TABLE, **values})


def page_with_table(home):
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", ("table", TABLE))
    return specimen.publish(page)


@pytest.mark.django_db
def test_readers_have_a_caption_and_headings_of_columns_and_rows(client, home):
    page_with_table(home)
    soup = read(client, "/en/about/").select_one(".table-scroller")
    assert soup.caption.get_text() == soup["aria-label"] == "Meetings"
    assert [cell.get_text() for cell in soup.select("thead th[scope=col]")] == ["Year", "Place"]
    assert [cell.get_text() for cell in soup.select("tbody th[scope=row]")] == ["2010", "2018"]
    assert [cell.get_text() for cell in soup.select("td")] == ["Brdo <hotel>", ""]
    assert soup["tabindex"] == "0", "the keyboard can scroll it"


@pytest.mark.django_db
def test_every_text_is_translated(client, home):
    page = page_with_table(home)
    specimen.translate(page, "mk")
    soup = read(client, "/mk/about/").select_one(".table-scroller")
    texts = [cell.get_text() for cell in soup.select("caption, th, td")]
    assert texts == [
        "mk Meetings",
        "mk Year",
        "mk Place",
        "mk 2010",
        "mk Brdo <hotel>",
        "mk 2018",
        "",
    ]
    english = read(client, "/en/about/").select_one(".table-scroller")
    assert english.caption.get_text() == "Meetings"


@pytest.mark.django_db
def test_search_finds_every_text(home):
    text = searchable_text(page_with_table(home))
    assert all(word in text for word in ("Meetings", "Year", "Place", "2010", "Brdo"))


def test_the_pdf_has_the_table():
    cells = "<tr><th>Year</th><th>Place</th></tr><tr><th>2010</th><td>Brdo</td></tr>"
    html = (
        '<html lang="en"><body><main><h1>About</h1>'
        f"<div><table><caption>Meetings</caption>{cells}</table></div></main></body></html>"
    )
    [node] = [
        node
        for node in printable_content(html, "https://example.org/")["content"]
        if node["kind"] == "table"
    ]
    assert node["caption"] == ["Meetings"]
    assert [[cell["content"] for cell in row] for row in node["rows"]] == [
        [["Year"], ["Place"]],
        [["2010"], ["Brdo"]],
    ]
    assert render_pdf(html, "https://example.org/", NAMES).startswith(b"%PDF")


@pytest.mark.parametrize(
    "values",
    [
        {"caption": " "},
        {"columns": [TABLE["columns"][0], {"type": "text", "heading": ""}]},
        {"columns": [], "rows": []},
        {"rows": []},
    ],
)
def test_a_table_that_cannot_be_read_aloud_is_only_a_draft(values):
    block = TableBlock()
    with pytest.raises(ValidationError):
        block.clean(table(**values))
    block.defer_required_validation()
    assert block.clean(table(**values))


@pytest.mark.parametrize(
    "values",
    [
        {"rows": [{"values": ["1", "2"]}] * (MAX_ROWS + 1)},
        {
            "columns": [{"type": "text", "heading": "x"}] * (MAX_COLUMNS + 1),
            "rows": [{"values": ["1"] * (MAX_COLUMNS + 1)}],
        },
        {"rows": [{"values": ["1", "x" * 501]}]},
    ],
)
def test_a_table_that_is_too_large_is_refused(values):
    with pytest.raises(ValidationError):
        TableBlock().clean(table(**values))


def test_a_table_is_kept_as_it_was_stored():
    assert TableBlock().get_prep_value(TableBlock().clean(table())) == TABLE
