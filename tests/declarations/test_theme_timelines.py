"""The timeline of a theme, and the list of themes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from declarations.models import DeclarationPage, Reaffirmation
from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, read

pytestmark = pytest.mark.django_db
PATH = "/themes/prevention/"


@pytest.fixture
def prevention(home):
    return specimen.theme()


def declared(home, year: int, *texts: str, slug: str = "", themes=("prevention",), **values):
    """Publish a declaration of a year; each of its paragraphs has the same themes."""
    page = specimen.declaration(
        home, slug or f"of-{year}", title=f"Of {year}", start_date=date(year, 5, 6), **values
    )
    page.paragraphs = specimen.stream(
        page,
        "paragraphs",
        *(("paragraph", {"text": f"<p>{text}</p>", "themes": list(themes)}) for text in texts),
    )
    return specimen.publish(page)


def met(home, year: int, *themes, **values) -> Page:
    page = specimen.meeting(home, f"in-{year}", title=f"Met in {year}", start_date=date(year, 5, 6))
    page.themes = themes
    return specimen.publish(page)


def shown(client, code: str = "en") -> list[list[str]]:
    """Return the lines of each entry of the timeline."""
    soup = read(client, f"/{code}{PATH}")
    return [
        [element_text(line) for line in entry.select("h2, .note, .text")]
        for entry in soup.select(".timeline__entry")
    ]


@pytest.mark.postgresql
def test_paragraphs_of_all_declarations_are_in_chronological_order(client, home, prevention):
    declared(home, 2018, "Later.", "Last.")
    declared(home, 2012, "First.")
    assert shown(client) == [["Of 2012", "First."], ["Of 2018", "Later.", "Last."]]


def test_only_the_paragraphs_on_the_theme_are_shown(client, home, prevention):
    page = declared(home, 2018, "Ours.")
    page.paragraphs = specimen.stream(
        page,
        "paragraphs",
        ("paragraph", {"text": "<p>Of others.</p>", "themes": ["demand"]}),
        ("paragraph", {"text": "<p>Ours.</p>", "themes": ["demand", "prevention"]}),
    )
    specimen.publish(page)
    declared(home, 2012, "Of none.", themes=())
    assert shown(client) == [["Of 2018", "Ours."]]
    link = read(client, f"/en{PATH}").select_one("a.paragraph__number")
    assert link["href"] == f"/en/declarations/of-2018/#p-{page.numbers[page.paragraphs[1].id]}"


def test_a_meeting_that_adopted_a_declaration_is_part_of_its_entry(client, home, prevention):
    declared(home, 2018, "First.", meeting=met(home, 2018, prevention))
    declared(home, 2019, "Second.", meeting=met(home, 2019))
    met(home, 2020)
    met(home, 2021, prevention)
    assert shown(client) == [
        ["Of 2018", "Meeting: Met in 2018", "First."],
        ["Of 2019", "Meeting: Met in 2019", "Second."],
        ["Met in 2021"],
    ]


def test_two_declarations_of_one_meeting_both_name_it(client, home, prevention):
    meeting = met(home, 2018)
    declared(home, 2018, "One.", meeting=meeting, slug="one")
    declared(home, 2018, "Two.", meeting=meeting, slug="two")
    assert [entry[1] for entry in shown(client)] == ["Meeting: Met in 2018"] * 2


def test_what_a_declaration_reaffirms_is_linked_though_it_is_on_another_theme(
    client, home, prevention
):
    earlier = declared(home, 2012, "First.", themes=())
    later = declared(home, 2018, "Second.")
    later.reaffirmations = [Reaffirmation(declaration=earlier)]
    specimen.publish(later)
    assert shown(client) == [["Of 2018", "Reaffirms: Of 2012", "Second."]]


def test_each_is_read_in_the_language_of_the_reader_or_marked(client, home, prevention):
    page = declared(home, 2012, "First.")
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    declared(home, 2018, "Second.")
    assert [entry[0] for entry in shown(client, "mk")] == ["mk Of 2012", "Of 2018"]
    first, second = read(client, f"/mk{PATH}").select(".timeline__entry")
    assert not first.select("[lang]")
    assert {item["lang"] for item in second.select("[lang]")} == {"en"}


def test_a_summary_is_marked_as_such(client, home, prevention):
    declared(home, 2018, "First.", text_kind="summary")
    assert "not the text of the document" in shown(client)[0][1]


@pytest.mark.postgresql
def test_drafts_and_restricted_pages_are_left_out(client, home, prevention):
    specimen.restrict(declared(home, 2012, "Restricted."))
    declared(home, 2018, "Withdrawn.").unpublish()
    specimen.restrict(met(home, 2019, prevention))
    assert shown(client) == []
    assert "Nothing is recorded" in element_text(read(client, f"/en{PATH}").select_one(".timeline"))


def test_an_unknown_theme_is_not_found(client, home):
    assert client.get(f"/en{PATH}").status_code == 404


@pytest.mark.postgresql
def test_all_themes_are_listed_with_the_number_of_their_paragraphs(client, home, prevention):
    specimen.theme("demand", "Demand")
    declared(home, 2012, "First.")
    declared(home, 2018, "Second.", "Third.")
    soup = read(client, "/en/themes/")
    assert entry_titles(soup) == ["Demand", "Prevention"]
    assert [element_text(item) for item in soup.select(".entry__metadata")] == [
        "Declarations: 2 Paragraphs and points: 3"
    ]


def test_the_list_of_declarations_links_to_the_themes(client, home):
    assert read(client, "/en/declarations/").select_one("main a[href='/en/themes/']")


def test_the_number_of_queries_does_not_grow_with_the_timeline(client, home, prevention):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(client, f"/mk{PATH}")
        return len(captured)

    declared(home, 2012, "First.", meeting=met(home, 2012))
    queries()
    few = queries()
    for year in range(2013, 2018):
        page = declared(home, year, "More.", "And more.", meeting=met(home, year, prevention))
        page.reaffirmations = [Reaffirmation(declaration=DeclarationPage.objects.first())]
        specimen.publish(page)
    assert queries() <= few + 1 <= 10  # what is reaffirmed, once for all
