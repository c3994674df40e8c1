"""The meeting statistics: charts and tables with the same numbers, by the filters."""

from datetime import date

import pytest

from tests import specimens as specimen
from tests.public_pages import element_text, read

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def tables(client, **chosen: str) -> list[list[list[str]]]:
    """Return the rows of the tables by year and by country."""
    soup = read(client, "/en/meetings/", view="pictures", **chosen)
    return [
        [[element_text(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]
        for table in soup.select(".statistics table")
    ]


def drawn(client, **chosen: str) -> tuple[list[str], list[str]]:
    """Return the labels of the bars and of the filled tiles."""
    soup = read(client, "/en/meetings/", view="pictures", **chosen)
    bars = [element_text(number) for number in soup.select(".bars__number")]
    tiles = [element_text(rect.parent) for rect in soup.select(".tiles__filled")]
    return bars, tiles


def met(home, slug: str, year: int, country: str = "", **values):
    return specimen.meeting(home, slug, start_date=date(year, 5, 6), country=country, **values)


def declared(home, slug: str, year: int, **values):
    return specimen.declaration(home, slug, start_date=date(year, 5, 6), **values)


def test_every_year_from_the_latest_to_the_earliest_is_counted(client, home):
    met(home, "one", 2018)
    met(home, "two", 2018)
    declared(home, "three", 2020)
    by_year, _ = tables(client)
    assert by_year == [["2020", "0", "1"], ["2019", "0", "0"], ["2018", "2", "0"]]
    assert drawn(client)[0] == ["0 + 1", "0", "2"]


def test_countries_are_counted_those_without_a_tile_in_the_table_alone(client, home):
    met(home, "one", 2018, "SI")
    met(home, "two", 2019, "SI")
    met(home, "three", 2019, "SE")
    met(home, "four", 2019)
    _, by_country = tables(client)
    assert by_country == [["Slovenia", "2"], ["Sweden", "1"]]
    assert drawn(client)[1] == ["SI 2"]


def test_meetings_that_were_not_held_are_not_counted(client, home):
    met(home, "held", 2018, "SI")
    met(home, "cancelled", 2019, "SI", status="cancelled")
    met(home, "planned", 2099, "SI", status="planned")
    assert tables(client) == [[["2018", "1", "0"]], [["Slovenia", "1"]]]


def test_a_filter_counts_the_filtered_meetings_and_the_declarations_adopted_there(client, home):
    chosen = met(home, "chosen", 2018, "SI", kind="ministerial")
    met(home, "other", 2018, "ME", kind="coordinators")
    declared(home, "adopted", 2018, meeting=chosen)
    declared(home, "elsewhere", 2018)
    assert tables(client)[0] == [["2018", "2", "2"]]
    assert tables(client, kind="ministerial") == [[["2018", "1", "1"]], [["Slovenia", "1"]]]


def test_a_meeting_in_several_languages_is_counted_once(client, home):
    page = met(home, "one", 2018, "SI")
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    assert tables(client) == [[["2018", "1", "0"]], [["Slovenia", "1"]]]


def test_a_participant_more_is_no_meeting_more(client, home):
    page = met(home, "one", 2018, "SI", participation="listed")
    page.participants.create(territory="SI")
    page.participants.create(territory="ME")
    specimen.publish(page)
    assert tables(client, state="ME") == [[["2018", "1", "0"]], [["Slovenia", "1"]]]


def test_statistics_without_meetings_report_that(client, home):
    soup = read(client, "/en/meetings/", view="pictures")
    assert "No meeting matches" in element_text(soup.select_one(".statistics"))
    assert not soup.select(".statistics rect")


def test_charts_have_accessible_names_and_tables(client, home):
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
