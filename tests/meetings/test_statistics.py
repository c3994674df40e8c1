"""The meeting statistics: a chart with its table, and tiles, by the filters."""

from datetime import date

import pytest

from tests import specimens as specimen
from tests.public_pages import element_text, read

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def by_year(client, **chosen: str) -> list[list[str]]:
    """Return the rows of the table."""
    soup = read(client, "/en/meetings/", view="pictures", **chosen)
    rows = soup.select(".statistics table tbody tr")
    return [[element_text(cell) for cell in row.select("th, td")] for row in rows]


def by_place(client, **chosen: str) -> list[str]:
    """Return the tiles with a number."""
    soup = read(client, "/en/meetings/", view="pictures", **chosen)
    return [element_text(tile) for tile in soup.select(".participants li") if tile.strong]


def met(home, slug: str, year: int, country: str = "", **values):
    return specimen.meeting(home, slug, start_date=date(year, 5, 6), country=country, **values)


def declared(home, slug: str, year: int, **values):
    return specimen.declaration(home, slug, start_date=date(year, 5, 6), **values)


def test_every_year_from_the_latest_to_the_earliest_is_counted(client, home):
    met(home, "one", 2018)
    met(home, "two", 2018)
    declared(home, "three", 2020)
    assert by_year(client) == [["2020", "0", "1"], ["2019", "0", "0"], ["2018", "2", "0"]]
    soup = read(client, "/en/meetings/", view="pictures")
    assert [element_text(bar) for bar in soup.select(".bars__number")] == ["0 + 1", "0", "2"]


def test_every_meeting_is_counted_at_its_place_online_and_where_none_is_known(client, home):
    specimen.state(home)
    specimen.state(home, "croatia", title="Croatia", territory="HR")
    met(home, "one", 2018, "SI")
    met(home, "two", 2019, "SI")
    met(home, "three", 2019, "SE")
    met(home, "four", 2019, is_online=True)
    met(home, "five", 2019)
    met(home, "six", 2019, is_context=True)
    assert by_place(client) == ["Slovenia 2", "Sweden 1", "Online 1", "Place not known 2"]
    tiles = read(client, "/en/meetings/", view="pictures").select(".participants")[0]
    assert [element_text(tile) for tile in tiles.select("li")] == ["Slovenia 2", "Croatia"]
    assert len(tiles.select(".participants__filling")) == 1


def test_meetings_that_were_not_held_are_not_counted(client, home):
    met(home, "held", 2018, "SI")
    met(home, "cancelled", 2019, "SI", status="cancelled")
    met(home, "planned", 2099, "SI", status="planned")
    assert by_year(client) == [["2018", "1", "0"]]
    assert by_place(client) == ["Slovenia 1"]


def test_a_filter_counts_the_filtered_meetings_and_the_declarations_adopted_there(client, home):
    chosen = met(home, "chosen", 2018, "SI", kind="ministerial")
    met(home, "other", 2018, "ME", kind="coordinators")
    declared(home, "adopted", 2018, meeting=chosen)
    declared(home, "elsewhere", 2018)
    assert by_year(client) == [["2018", "2", "2"]]
    assert by_year(client, kind="ministerial") == [["2018", "1", "1"]]
    assert by_place(client, kind="ministerial") == ["Slovenia 1"]


def test_a_meeting_in_several_languages_is_counted_once(client, home):
    page = met(home, "one", 2018, "SI")
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    assert by_year(client) == [["2018", "1", "0"]]
    assert by_place(client) == ["Slovenia 1"]


def test_a_participant_more_is_no_meeting_more(client, home):
    page = met(home, "one", 2018, "SI", participation="listed")
    page.participants.create(territory="SI")
    page.participants.create(territory="ME")
    specimen.publish(page)
    assert by_year(client, state="ME") == [["2018", "1", "0"]]
    assert by_place(client, state="ME") == ["Slovenia 1"]


def test_statistics_without_meetings_report_that(client, home):
    soup = read(client, "/en/meetings/", view="pictures")
    assert "No meeting matches" in element_text(soup.select_one(".statistics"))
    assert not soup.select(".statistics rect")


def test_the_chart_has_an_accessible_name_and_a_table(client, home):
    met(home, "one", 2018, "SI")
    soup = read(client, "/en/meetings/", view="pictures")
    for picture in soup.select(".statistics svg[role=img]"):
        assert soup.find(id=picture["aria-labelledby"])
        assert picture.find_parent("figure").select_one("table")


def test_the_list_and_the_statistics_link_to_each_other_and_keep_the_filter(client, home):
    met(home, "one", 2018, "SI", kind="ministerial")
    list_of_some = "/mk/meetings/?kind=ministerial"
    pictures = read(client, list_of_some).select_one("main a[href*=view]")["href"]
    assert pictures == f"{list_of_some}&view=pictures"
    soup = read(client, pictures)
    assert soup.select_one(f"main a[href='{list_of_some}']")
    assert soup.select_one("form.filter input[name=view]")["value"] == "pictures"
    assert soup.select_one(".language-list a[lang=hr]")["href"].endswith("&view=pictures")
