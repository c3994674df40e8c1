"""The document library: which documents are in it, its filter, and what readers never see."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from declarations.models import Signatory
from meetings.models import MeetingParticipant
from tests import specimens as specimen
from tests.public_pages import element_text, problem_messages, read

pytestmark = pytest.mark.django_db
PATH = "/en/library/"
VERSION = {
    "language": "mk",
    "status": "official-text",
    "document": None,
    "url": "https://example.org/vienna.pdf",
}


def attach(page, *values: dict):
    page.documents = specimen.stream(page, "documents", *(("file", value) for value in values))
    return specimen.publish(page)


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


def titles(client, query: str = "", code: str = "en") -> list[str]:
    soup = read(client, f"/{code}/library/{query}")
    return [element_text(title) for title in soup.select(".entries .entry__title")]


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


def test_what_is_not_for_everybody_is_not_in_it(client, home):
    page = specimen.meeting(home, "closed")
    specimen.restrict(attach(page, specimen.file_block(specimen.document())))
    attach(specimen.meeting(home, "draft"), specimen.file_block(specimen.document())).unpublish()
    archive = Collection.get_first_root_node().add_child(name="Archive")
    CollectionViewRestriction.objects.create(collection=archive, restriction_type="login")
    document = specimen.document()
    document.collection = archive
    document.save()
    attach(specimen.meeting(home, "open"), specimen.file_block(document))
    found = titles(client)
    assert "Agenda" not in found
    assert "All declarations" not in found


def test_the_list_has_pages_and_takes_the_same_number_of_queries(client, home):
    meeting = attach(specimen.meeting(home), specimen.file_block(specimen.document()))
    few = _queries(client)
    attach(meeting, *(specimen.file_block(specimen.document()) for _ in range(30)))
    assert _queries(client) == few
    soup = read(client, PATH)
    assert len(soup.select(".entries .entry")) == 20
    assert soup.select_one(".pagination [rel=next]")["href"] == "?page=2"


def _queries(client) -> int:
    client.get(PATH)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PATH).status_code == 200
    return len(queries)


def test_search_the_sitemap_and_the_list_of_declarations_lead_to_it(
    client, recorded, updated_indexes
):
    assert "/mk/library/" in client.get("/sitemap-mk.xml").content.decode()
    assert read(client, "/en/search/?q=documents").select('main [href="/en/library/"]')
    assert read(client, "/en/declarations/").select('main [href="/en/library/"]')
