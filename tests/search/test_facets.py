"""Facets: their values, how many pages each leaves, and how to remove them."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup, Tag

from meetings.models import MeetingPage, MeetingParticipant
from search.results import facets, responses
from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, read, result_count

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

PATH = "/en/search/"
NOTE = "This designation is without prejudice to positions on status."


@pytest.fixture(scope="module")
def jumping(home_of_module):
    """Three meetings and a declaration about kangaroos."""
    home = home_of_module
    theme = specimen.theme()
    vienna = specimen.meeting(home, title="Kangaroos in Vienna", country="AT")
    vienna.participation = "listed"
    vienna.participants = [MeetingParticipant(territory="XK"), MeetingParticipant(territory="SI")]
    vienna.themes = [theme]
    specimen.publish(vienna)
    specimen.meeting(
        home, slug="skopje", title="Kangaroos in Skopje", country="MK", start_date=date(2018, 1, 2)
    )
    specimen.meeting(home, slug="online", title="Kangaroos at home", start_date=date(2018, 1, 3))
    specimen.declaration(home, title="Kangaroo Declaration", start_date=date(2018, 1, 2))
    specimen.state(home, slug="kosovo", title="Kosovo", territory="XK", designation_footnote=NOTE)


def facet(soup: BeautifulSoup, name: str) -> Tag | None:
    heading = soup.find(id=f"facet-{name}")
    return heading and heading.parent


def choices(soup: BeautifulSoup, name: str) -> list[str]:
    """Return each value of a facet with the number of pages that it would leave."""
    found = facet(soup, name)
    return [element_text(item) for item in found.select("li")] if found else []


def choose(client, soup: BeautifulSoup, name: str, label: str) -> BeautifulSoup:
    return read(client, PATH + facet(soup, name).find("a", string=label)["href"])


def chosen(soup: BeautifulSoup) -> list[str]:
    return [element_text(item) for item in soup.select(".chosen li")]


def test_each_facet_value_shows_how_many_pages_it_leaves(client, jumping):
    soup = read(client, PATH, q="kangaroos")
    assert choices(soup, "kind") == ["Declaration 1", "Meeting 3"]
    assert choices(soup, "year") == ["2019 1", "2018 3"]
    assert choices(soup, "state") == [
        "Austria 1",
        "Kosovo* 1",
        "North Macedonia 1",
        "Slovenia 1",
    ]
    assert choices(soup, "theme") == ["Prevention 1"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("kind", "Meeting"),
        ("year", "2018"),
        ("state", "Kosovo*"),
        ("state", "North Macedonia"),
        ("theme", "Prevention"),
    ],
)
def test_a_facet_value_leaves_as_many_pages_as_it_shows(client, jumping, name, label):
    soup = read(client, PATH, q="kangaroos")
    number = next(item for item in choices(soup, name) if item.startswith(label)).split()[-1]
    narrowed = choose(client, soup, name, label)
    assert result_count(narrowed) == len(entry_titles(narrowed)) == int(number)
    assert facet(narrowed, name) is None


def test_values_are_those_of_the_listed_pages_without_numbers_if_more_match(
    client, jumping, monkeypatch
):
    monkeypatch.setattr(responses, "MAX_RESULTS", 2)
    soup = read(client, PATH, q="kangaroos", order="date")
    assert entry_titles(soup) == ["Kangaroos in Vienna", "Kangaroos at home"]
    assert choices(soup, "year") == ["2019", "2018"]
    assert choices(soup, "state") == ["Austria", "Kosovo*", "Slovenia"]


def test_filters_combine_and_are_kept_with_the_order(client, jumping):
    soup = read(client, PATH, q="kangaroos", order="date")
    soup = choose(client, soup, "year", "2018")
    link = facet(soup, "kind").find("a", string="Meeting")
    assert parse_qs(link["href"].removeprefix("?")) == {
        "q": ["kangaroos"],
        "year": ["2018"],
        "kind": ["meeting"],
        "order": ["date"],
    }
    assert entry_titles(read(client, PATH + link["href"])) == [
        "Kangaroos at home",
        "Kangaroos in Skopje",
    ]


def test_each_selected_filter_can_be_removed(client, jumping):
    soup = read(client, PATH, q="kangaroos", kind="meeting", state="XK")
    assert chosen(soup) == ["Remove Kind: Meeting ×", "Remove State: Kosovo* ×", "Remove all"]
    without_kind, without_state, without_any = (
        read(client, PATH + link["href"]) for link in soup.select(".chosen a")
    )
    assert chosen(without_kind) == ["Remove State: Kosovo* ×"]
    assert chosen(without_state) == ["Remove Kind: Meeting ×"]
    assert not chosen(without_any)


def test_search_engines_do_not_follow_facets(client, jumping):
    soup = read(client, PATH, q="kangaroos", kind="meeting")
    links = soup.select(".facets a, .chosen a, .order a")
    assert links
    assert all(link["rel"] == ["nofollow"] for link in links)


def test_a_state_with_a_footnote_has_it_at_the_foot_of_the_page(client, jumping):
    assert NOTE in element_text(read(client, PATH, q="kangaroos").find(id="designation-xk"))
    narrowed = read(client, PATH, q="kangaroos", state="XK")
    assert NOTE in element_text(narrowed.find(id="designation-xk"))


def test_states_and_themes_are_named_in_the_language_of_the_reader(client, jumping):
    soup = read(client, "/mk/search/", q="kangaroos")
    assert choices(soup, "state")[0] == "Австрија 1"
    assert facet(soup, "theme").a["lang"] == "en"
    assert not facet(soup, "state").select("[lang]")


def test_the_language_of_the_matching_text_is_a_facet(client, home):
    page = specimen.content(home, title="Wombat")
    specimen.translate(page, "mk")
    specimen.content(home, slug="second", title="Wombats")
    soup = read(client, PATH, q="wombat")
    assert choices(soup, "language") == ["English 2", "Македонски 1"]
    assert [link.get("lang") for link in facet(soup, "language").select("a")] == [None, "mk"]
    narrowed = choose(client, soup, "language", "Македонски")
    assert entry_titles(narrowed) == ["mk Wombat"]
    assert chosen(narrowed) == ["Remove Language: Македонски ×"]


def test_a_theme_is_a_facet_value_as_soon_as_its_page_is_published(client, jumping):
    skopje = MeetingPage.objects.get(slug="skopje")
    skopje.themes = [specimen.theme("children", "Children")]
    skopje.save_revision()
    assert choices(read(client, PATH, q="kangaroos"), "theme") == ["Prevention 1"]
    specimen.publish(skopje)
    assert choices(read(client, PATH, q="kangaroos"), "theme") == ["Children 1", "Prevention 1"]


def test_a_facet_that_would_not_reduce_the_results_is_left_out(client, home):
    specimen.meeting(home, slug="wombats", title="Wombats")
    soup = read(client, PATH, q="wombats")
    assert not soup.select(".facets")
    assert not soup.select(".order")


def test_a_long_list_is_folded_after_its_most_frequent_values(client, home, monkeypatch):
    monkeypatch.setattr(facets, "MAX_UNFOLDED_VALUES", 3)
    monkeypatch.setattr(facets, "SHOWN_WHEN_FOLDED", 2)
    for number, year in enumerate((2016, 2016, 2017, 2018, 2019, 2019)):
        slug, title = f"meeting-{number}", f"Wombats {number}"
        specimen.meeting(home, slug=slug, title=title, start_date=date(year, 1, 2))
    years = facet(read(client, PATH, q="wombats"), "year")
    folded = [element_text(item) for item in years.details.select("li")]
    assert folded == ["2018 1", "2017 1"]
    assert [element_text(item) for item in years.select("li")] == ["2019 2", "2016 2", *folded]
    assert element_text(years.summary) == "2 more : Year"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "abc"),
        ("year", "2٠١٥"),
        ("year", "9" * 5000),
        ("kind", "x"),
        ("kind", "page"),
        ("state", "<b>"),
        ("state", "QQ"),
        ("state", "xk"),
        ("theme", "weather"),
        ("theme", "ſ"),
        ("theme", "\x00"),
        ("language", "tlh"),
    ],
)
def test_an_invalid_filter_is_reported_and_ignored(client, jumping, name, value):
    response = client.get(PATH, {"q": "kangaroos", name: value})
    assert response.status_code == 200
    assert b"\x00" not in response.content
    soup = BeautifulSoup(response.content, "html.parser")
    assert "is no choice for" in element_text(soup.select_one("main .notice"))
    assert result_count(soup) == 4
    assert not chosen(soup)


def test_the_latest_can_be_asked_for_first(client, jumping):
    soup = read(client, PATH, q="kangaroos")
    best, latest = soup.select(".order a")
    assert best["aria-current"] == "true"
    assert not latest.has_attr("aria-current")
    by_date = read(client, PATH + latest["href"])
    assert entry_titles(by_date)[0] == "Kangaroos in Vienna"
    assert by_date.select(".order a")[1]["aria-current"] == "true"
