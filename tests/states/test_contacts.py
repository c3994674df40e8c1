"""Help by country: help lines and offices, on a small and discreet page."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext

from core.languages import site_language
from core.static_files import bundle_style_sheet
from tests import grids
from tests import specimens as specimen
from tests.help_lines import confirmed_line
from tests.public_pages import element_text, problem_messages, read, searchable_text

CODES = grids.codes()
MOST_BYTES = 30_000
CONFIRMED_EMERGENCY_NUMBER = {
    "emergency_number": "112",
    "emergency_number_source": "https://example.org/",
    "emergency_number_checked_on": timezone.localdate() - timedelta(days=1),
    "checked_on": timezone.localdate(),
}
YESTERDAY = (timezone.localdate() - timedelta(days=1)).isoformat()

pytestmark = pytest.mark.django_db


@pytest.fixture
def slovenia(home):
    """Publish the state with a help line for each change of a confirmed one."""

    def make(*changes: dict, **fields):
        values = {"email": "office@example.org", "website": "https://example.org/", **fields}
        page = specimen.state(home, **values)
        page.sources = specimen.stream(page, "sources", ("source", {"title": "A source"}))
        lines = [
            ("help_line", confirmed_line(number=f"0800 00{position}", **change))
            for position, change in enumerate(changes, start=1)
        ]
        page.help_lines = specimen.stream(page, "help_lines", *lines)
        return specimen.publish(page)

    return make


def contacts(client, code: str = "en", **choice: str):
    return read(client, f"/{code}/contacts-by-country/", **choice)


def dialled(soup) -> list[str]:
    return [link["href"].removeprefix("tel:") for link in soup.select("main a[href^='tel:']")]


# What is shown


@pytest.mark.parametrize("code", CODES)
def test_a_new_site_has_the_page_in_every_language_without_any_number(client, home, code):
    soup = contacts(client, code)
    assert soup.html["lang"] == site_language(code).tag
    assert dialled(soup) == []
    assert soup.select_one("main .lead")


@pytest.mark.parametrize("code", ["en", "mk"])
def test_confirmed_lines_come_first_and_then_the_emergency_number_and_the_office(
    client, slovenia, code
):
    slovenia(
        *({}, {"source": ""}, {"checked_on": None}, {"expires_on": YESTERDAY}, {}),
        **CONFIRMED_EMERGENCY_NUMBER,
    )
    soup = contacts(client, code, state="SI")
    assert dialled(soup) == ["0800001", "0800005", "112"]
    assert soup.select_one(".office__name")
    first = soup.select_one("section > :nth-child(2) li > :first-child")
    assert element_text(first) == "0800 001", "nothing stands before the number"


@pytest.mark.parametrize(
    "change",
    [
        {"emergency_number_source": ""},
        {"emergency_number_checked_on": None},
    ],
)
def test_an_emergency_number_that_is_not_confirmed_is_not_shown(client, slovenia, change):
    slovenia({}, **{**CONFIRMED_EMERGENCY_NUMBER, **change})
    soup = contacts(client, state="SI")
    assert dialled(soup) == ["0800001"]
    assert "not confirmed here" in element_text(soup.main)


def test_without_a_confirmed_line_the_office_is_there(client, slovenia):
    slovenia({"expires_on": YESTERDAY}, {"source": ""}, checked_on=timezone.localdate())
    soup = contacts(client, state="SI")
    assert dialled(soup) == []
    assert "0800" not in soup.get_text()
    assert element_text(soup.select_one(".office__name")) == "Anti-Trafficking Service"
    assert soup.select_one("a[href='mailto:office@example.org']")
    assert soup.select_one("a[href='https://example.org/']")["rel"] == ["noreferrer"]


def test_an_office_that_was_never_checked_is_not_shown(client, slovenia):
    slovenia({}, checked_on=None)
    assert not contacts(client, state="SI").select_one(".office__name")


def test_a_state_names_its_office_and_says_that_its_addresses_are_not_confirmed(client, slovenia):
    page = slovenia({}, checked_on=None)
    soup = read(client, "/en/states/slovenia/")
    assert element_text(soup.select_one(".office__name")) == "Anti-Trafficking Service"
    assert "How to reach this office is not confirmed" in element_text(soup.main)
    assert "office@example.org" not in str(soup)
    assert "office@example.org" not in searchable_text(page)
    assert not soup.select_one("a[href='https://example.org/']")


def test_organisations_are_shown_with_a_source_and_a_day_on_which_it_was_checked(client, home):
    page = specimen.state(home)
    source = {"source": "https://example.org/", "checked_on": YESTERDAY}
    values = ({**source, "name": "Shown"}, {**source, "name": "Hidden", "checked_on": None})
    page.helping_organisations = specimen.stream(
        page, "helping_organisations", *(("organisation", value) for value in values)
    )
    specimen.publish(page)
    shown = [
        element_text(item) for item in contacts(client, state="SI").select(".organisations li")
    ]
    assert shown == ["Shown"]


def test_the_lines_are_in_the_language_of_the_reader_or_marked(client, home, slovenia):
    page = slovenia({})
    operator = contacts(client, "mk", state="SI").find("p", string="Office")
    assert operator["lang"] == "en"
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    operator = contacts(client, "mk", state="SI").find("p", string="mk Office")
    assert not operator.has_attr("lang")


def test_nothing_of_a_state_whose_page_is_not_public_is_shown(client, slovenia):
    specimen.restrict(slovenia({}))
    soup = contacts(client, state="SI")
    assert dialled(soup) == []
    assert not soup.select(".countries a")


def test_the_states_are_in_the_alphabet_of_the_reader_with_the_marks_of_their_footnotes(
    client, home
):
    specimen.state(home, "romania", title="Romania", territory="RO")
    specimen.state(
        home, "kosovo", title="Kosovo", territory="XK", designation_footnote="Without prejudice."
    )
    specimen.state(home, "montenegro", title="Montenegro", territory="ME")
    soup = contacts(client, "hr")
    names = [link.get_text() for link in soup.select(".countries a")]
    assert names == ["Crna Gora", "Kosovo*", "Rumunjska"]
    assert element_text(soup.select_one(".footnotes")) == "* Without prejudice."


# Parameters


def test_each_state_and_each_language_is_a_link_that_keeps_the_other(client, slovenia):
    slovenia({})
    soup = contacts(client, "mk", state="SI")
    assert soup.select_one(".countries [aria-current]")["href"] == "?state=SI"
    for link in soup.select(".language-list a"):
        assert link["href"].endswith("/contacts-by-country/?state=SI")


@pytest.mark.parametrize("state", ["XX", "si", "\0", "<b>", "S" * 9999])
def test_an_unknown_state_is_reported(client, slovenia, state):
    slovenia({})
    soup = contacts(client, state=state)
    assert problem_messages(soup) == "Choose a country from the list."
    assert dialled(soup) == []
    assert soup.find("meta", {"name": "robots"})


def test_a_choice_costs_few_queries(client, slovenia):
    slovenia({})
    with CaptureQueriesContext(connection) as queries:
        contacts(client, state="SI")
    assert len(queries) <= 5, [query["sql"] for query in queries]


# Discretion and size


def source(name: str) -> str:
    return Path(finders.find(name)).read_text()


@pytest.mark.parametrize("code", CODES)
def test_the_whole_page_is_lighter_than_30_kb_without_any_compression(client, slovenia, code):
    slovenia(*({"hours": "day and night", "cost": "free"} for _ in range(4)))
    soup = contacts(client, code, state="SI")
    assert not soup.select("img, picture, svg, iframe, style")
    loaded = [
        *(link["href"] for link in soup.select("link[rel=stylesheet]")),
        *(script["src"] for script in soup.select("script")),
    ]
    files = [bundle_style_sheet(path.removeprefix("/static/"), source) for path in loaded]
    assert len(files) == 2
    assert sum(len(text.encode()) for text in [str(soup), *files]) <= MOST_BYTES
    assert not any(re.search(r"@font-face|@import|url\(", text) for text in files)


@pytest.mark.parametrize("code", ["en", "mk"])
def test_neither_title_nor_url_nor_icon_reveals_the_purpose_of_the_page(client, slovenia, code):
    slovenia({})
    soup = contacts(client, code, state="SI")
    with translation.override(code):
        assert soup.title.get_text() == f"{gettext('By country')} – NATC SEE"
    assert soup.find("link", rel="icon")["href"] == "data:,"
    assert not soup.find("meta", {"name": "description"})


def test_a_choice_is_neither_cached_nor_stored(client, slovenia):
    slovenia({})
    answer = client.get("/en/contacts-by-country/", {"state": "SI"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert b'content="noindex"' in answer.content


@pytest.mark.parametrize("path", ["", "meetings/", "search/", "nowhere/", "safety/"])
def test_every_page_links_to_the_contacts(client, home, path):
    answer = client.get(f"/mk/{path}").content.decode()
    assert answer.count('href="/mk/contacts-by-country/"') >= 2, "above and below the text"
