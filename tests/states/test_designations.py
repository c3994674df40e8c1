"""The footnote on a designation is shown on every page that names the state."""

import pytest

from declarations.models import Signatory
from meetings.models import MeetingParticipant
from states.models import StatePage
from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("updated_indexes")]

FOOTNOTE = "This designation is without prejudice to positions on status."


@pytest.fixture(scope="module")
def number(home_of_module, updated_indexes) -> int:
    """The state, and a meeting and a declaration that name it."""
    home = home_of_module
    state = specimen.state(
        home, "kosovo", title="Kosovo", territory="XK", designation_footnote=FOOTNOTE
    )
    meeting = specimen.meeting(home, participation="listed")
    meeting.participants = [MeetingParticipant(territory="XK")]
    specimen.publish(meeting)
    declaration = specimen.declaration(home, signature="listed")
    declaration.signatories = [Signatory(territory="XK")]
    specimen.publish(declaration)
    return state.pk


@pytest.fixture
def kosovo(db, number) -> StatePage:
    return StatePage.objects.get(pk=number)


def footnotes(soup) -> list:
    """Return the footnotes of a page; fail unless each has a mark that links to it."""
    found = soup.select(".footnotes p")
    marks = {mark["href"] for mark in soup.select("a.footnote-mark")}
    assert {f"#{note['id']}" for note in found} == marks
    return found


NAMING = ["", "states/", "states/kosovo/", "meetings/vienna/", "declarations/vienna-declaration/"]


@pytest.mark.parametrize("path", NAMING)
def test_each_page_that_names_the_state_has_the_footnote_once(client, kosovo, path):
    found = footnotes(read(client, f"/en/{path}"))
    assert [element_text(note) for note in found] == [f"* {FOOTNOTE}"]
    assert not found[0].has_attr("lang")


@pytest.mark.parametrize("path", NAMING)
def test_a_footnote_that_is_not_translated_is_marked_as_the_language_it_is_in(client, kosovo, path):
    found = footnotes(read(client, f"/mk/{path}"))
    assert [element_text(note) for note in found] == [f"* {FOOTNOTE}"]
    assert found[0]["lang"] == "en"


def test_a_translated_footnote_is_in_the_language_of_the_reader(client, kosovo):
    specimen.translate(kosovo.get_parent().specific, "mk")
    specimen.translate(kosovo, "mk")
    for path in NAMING:
        found = footnotes(read(client, f"/mk/{path}"))
        assert [element_text(note) for note in found] == [f"* mk {FOOTNOTE}"], path
        assert not found[0].has_attr("lang"), path


@pytest.mark.parametrize("path", ["history/", "search/", "declarations/"])
def test_a_page_that_does_not_name_the_state_has_no_footnote(client, kosovo, path):
    assert not footnotes(read(client, f"/en/{path}"))


def test_a_state_without_a_footnote_has_no_mark(client, home):
    specimen.state(home)
    assert not footnotes(read(client, "/en/states/slovenia/"))


def test_the_filter_of_the_meetings_names_the_state_with_its_footnote(client, kosovo):
    soup = read(client, "/en/meetings/")
    assert soup.find("option", {"value": "XK"}).get_text() == "Kosovo*"
    assert [element_text(note) for note in soup.select(".footnotes p")] == [f"* {FOOTNOTE}"]


@pytest.mark.parametrize("path", ["", "meetings/", "search/?q=Pristina"])
def test_a_list_that_names_the_state_as_a_place_has_the_footnote(client, home, kosovo, path):
    specimen.meeting(home, "pristina", title="Meeting in Pristina", place="Pristina", country="XK")
    soup = read(client, f"/en/{path}")
    assert "Kosovo" in element_text(soup.select_one(".entry__place"))
    assert [element_text(note) for note in soup.select(".footnotes p")] == [f"* {FOOTNOTE}"]


def test_a_search_that_finds_the_state_has_the_footnote(client, kosovo):
    soup = read(client, "/en/search/?q=Kosovo")
    assert "Kosovo*" in entry_titles(soup)
    assert [element_text(note) for note in soup.select(".footnotes p")] == [f"* {FOOTNOTE}"]


def test_the_title_of_the_page_replaces_the_name_of_cldr(client, home):
    page = specimen.state(home, "macedonia", title="Republic of North Macedonia", territory="MK")
    specimen.meeting(home, "skopje", country="MK")
    assert "Republic of North Macedonia" in element_text(read(client, "/en/states/"))
    assert "Republic of North Macedonia" in element_text(read(client, "/en/meetings/skopje/"))
    assert "Северна Македонија" in [
        link.get_text() for link in read(client, "/mk/states/").select(".offices a")
    ]
    specimen.translate(page.get_parent().specific, "hr")
    specimen.translate(page, "hr")
    assert "hr Republic of North Macedonia" in element_text(read(client, "/hr/states/"))


def test_a_state_page_that_is_not_published_designates_nothing(client, kosovo):
    kosovo.unpublish()
    soup = read(client, "/en/meetings/vienna/")
    assert not footnotes(soup)
    assert "Kosovo" in soup.select_one(".states").get_text()


def test_the_states_are_in_the_alphabet_of_the_reader(client, home, kosovo):
    kosovo.delete()
    for slug, code in (("croatia", "HR"), ("montenegro", "ME"), ("romania", "RO")):
        specimen.state(home, slug, title=slug.title(), territory=code)
    croatian = read(client, "/hr/states/").select(".offices h2")
    assert [name.get_text(strip=True) for name in croatian] == [
        "Crna Gora",
        "Hrvatska",
        "Rumunjska",
    ]
