"""The lists of meetings, declarations and states in the admin."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import grids
from tests import specimens as specimen
from translation.roles import TRANSLATOR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("meetings")]

MEETINGS = "meeting_pages:index"
LISTS = (MEETINGS, "declaration_pages:index", "state_pages:index")


def table(client, name: str = MEETINGS, query: str = "") -> list[list[str]]:
    response = client.get(reverse(name) + query)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    lines = soup.select("table.listing tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in line.select("td")] for line in lines]


def titles(client, query: str = "", name: str = MEETINGS) -> list[str]:
    soup = BeautifulSoup(client.get(reverse(name) + query).content, "html.parser")
    return [link.get_text(strip=True) for link in soup.select("table.listing .title-wrapper a")]


@pytest.fixture(scope="module")
def meetings(updated_indexes, home_of_module) -> None:
    home = home_of_module
    specimen.meeting(home, "graz", title="Graz", start_date=date(2018, 1, 2), country="AT")
    specimen.meeting(home, "brdo", title="Brdo", start_date=date(2021, 1, 2), country="SI")
    specimen.meeting(home, "online", title="Online", is_online=True, kind="ministerial")


def test_the_newest_meeting_comes_first(editor_client):
    assert titles(editor_client) == ["Brdo", "Online", "Graz"]


def test_a_meeting_has_its_date_place_status_languages_and_review(editor_client, home):
    page = specimen.meeting(home, place="Vienna", country="AT")
    specimen.translate(home.get_children().get(slug="meetings").specific, "mk")
    specimen.translate(page, "mk")
    [cells] = table(editor_client, query="?year=2019&country=AT")
    assert cells[2:6] == ["6 May 2019", "Vienna, Austria", "Held", "Languages: 2 of 11"]
    assert cells[6]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?year=2018", ["Graz"]),
        ("?country=SI", ["Brdo"]),
        ("?kind=ministerial", ["Online"]),
        ("?status=planned", []),
        ("?live=False", []),
        ("?needs_outcome=true&year=2021", ["Brdo"]),
        ("?ordering=title", ["Brdo", "Graz", "Online"]),
        ("?ordering=date_rank", ["Graz", "Online", "Brdo"]),
    ],
)
def test_filters_and_orders_narrow_the_list(editor_client, query, shown):
    assert titles(editor_client, query) == shown


WRONG_QUERIES = (
    "?year=x", "?country=%00", "?kind=zz", "?p=99999999999", "?ordering=x", "?q=%00", "?live=7",
)  # fmt: skip


@pytest.mark.parametrize(("name", "query"), grids.combinations(LISTS, WRONG_QUERIES))
def test_no_parameter_is_a_server_error(editor_client, home, name, query):
    assert editor_client.get(reverse(name) + query).status_code in (200, 404)


@pytest.mark.parametrize("query", ["?q=Brdo", "?q=Brdo&ordering=-date_rank", "?q=brd&country=SI"])
def test_a_search_finds_a_meeting(editor_client, query):
    assert titles(editor_client, query) == ["Brdo"]


def test_the_menu_leads_to_the_lists_for_those_who_write_alone(editor_client, home, locale):
    menu = editor_client.get(reverse("wagtailadmin_home")).content.decode()
    assert all(reverse(name) in menu for name in LISTS)
    user = get_user_model().objects.create_user("translator")
    user.groups.add(Group.objects.get(name=TRANSLATOR.group_name(locale("mk"))))
    client = Client()
    client.force_login(user)
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert not any(reverse(name) in menu for name in LISTS)


def test_more_meetings_need_no_more_queries(editor_client, home):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(reverse(MEETINGS))
        return len(queries)

    specimen.meeting(home, "m0", country="AT")
    count()
    before = count()
    for number in range(1, 6):
        specimen.meeting(home, f"m{number}", country="SI")
    assert count() <= before
