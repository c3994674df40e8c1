"""The document library: which documents are in it, and its filter."""

from datetime import date

import pytest

from declarations.models import Signatory
from meetings.models import MeetingParticipant
from tests import specimens as specimen
from tests.public_pages import element_text, problem_messages, read

from .listed_documents import PATH, attach, titles

pytestmark = pytest.mark.django_db
VERSION = {
    "language": "mk",
    "status": "official-text",
    "document": None,
    "url": "https://example.org/vienna.pdf",
}


@pytest.fixture(scope="module")
def recorded(home_of_module):
    """A declaration with a version elsewhere, a meeting with an agenda, and a page with a file."""
    home = home_of_module
    page = specimen.declaration(home, country="AT", signature="listed")
    page.signatories = [Signatory(territory="HR")]
    page.language_versions = specimen.stream(page, "language_versions", ("version", VERSION))
    specimen.publish(page)
    meeting = specimen.meeting(home, start_date=date(2020, 2, 3), participation="listed")
    meeting.participants = [MeetingParticipant(territory="MK")]
    agenda, guide = specimen.document(), specimen.document()
    attach(meeting, specimen.file_block(agenda))
    about = specimen.content(home)
    link = f'<p data-block-key="k">A <a linktype="document" id="{guide.pk}">guide</a></p>'
    about.body = specimen.stream(about, "body", ("text", link))
    specimen.publish(about)


def test_every_document_is_there_the_latest_first_those_without_a_date_last(client, recorded):
    found = titles(client)
    assert found[:2] == ["Agenda", "Vienna Declaration"]
    # The second agenda is the file that the text of a page links to.
    assert {"Agenda", "All declarations"} < set(found[2:])
    assert len(found) == len(set(found)) + 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=agenda", ["Agenda"]),
        ("?kind=statement", ["Vienna Declaration"]),
        ("?year=2020", ["Agenda"]),
        ("?state=HR", ["Vienna Declaration"]),
        ("?state=AT", ["Vienna Declaration"]),
        ("?state=MK", ["Agenda"]),
        ("?language=mk", ["Vienna Declaration"]),
        ("?year=2019&kind=agenda", []),
    ],
)
def test_the_filter_chooses_by_kind_language_year_and_state(client, recorded, query, found):
    assert titles(client, query) == found
    soup = read(client, f"{PATH}{query}")
    assert soup.select_one("details.filter-fold").has_attr("open")
    assert soup.select("[name=robots][content=noindex]")
    if not found:
        assert "No document matches these choices" in soup.main.get_text()


def test_an_impossible_choice_shows_everything_with_a_message(client, recorded):
    soup = read(client, f"{PATH}?year=1066&page=99")
    assert len(soup.select(".entries .entry")) == len(titles(client))
    assert "1066" in soup.select_one(".filter .error").get_text()
    assert "99" in problem_messages(soup)


def links(soup, title: str) -> list[tuple[str, str]]:
    """Return the addresses and languages of the files of a document."""
    row = next(
        row
        for row in soup.select(".entry")
        if element_text(row.select_one(".entry__title")) == title
    )
    return [(link["href"], link.get("hreflang")) for link in row.select(".files-of-document a")]


def test_a_declaration_has_its_pdf_in_the_language_shown_and_its_recorded_versions(
    client, recorded
):
    made = "/en/declarations/vienna-declaration/document.pdf"
    soup = read(client, PATH)
    assert links(soup, "Vienna Declaration") == [(made, "en"), (VERSION["url"], "mk")]
    assert client.get(made)["Content-Type"] == "application/pdf"
    soup = read(client, f"{PATH}?language=mk")
    assert links(soup, "Vienna Declaration") == [(VERSION["url"], "mk")]


def test_the_readers_own_language_comes_first_and_other_titles_are_marked(client, recorded):
    soup = read(client, "/mk/library/?kind=statement")
    assert [language for _, language in links(soup, "Vienna Declaration")] == ["mk", "en"]
    assert soup.select_one(".entry__title")["lang"] == "en"
    assert element_text(soup.select_one(".entry .language-tag")) == "English"


def test_search_the_sitemap_and_the_list_of_declarations_lead_to_it(
    client, recorded, updated_indexes
):
    assert "/mk/library/" in client.get("/sitemap-mk.xml").content.decode()
    assert read(client, "/en/search/?q=documents").select('main [href="/en/library/"]')
    assert read(client, "/en/declarations/").select('main [href="/en/library/"]')
