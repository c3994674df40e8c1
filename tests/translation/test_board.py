"""The board: who sees what, filters, links, exports, and what it costs."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import specimens as specimen
from translation.choices import State

pytestmark = pytest.mark.django_db

BOARD = "/admin/translation/board/"


@pytest.fixture
def page(home):
    return specimen.content(home, title="Who we are", summary="The network.")


@pytest.fixture
def board(browser):
    """The board as one person sees it: ``board(person, state="missing")``."""

    def show(person, **filters):
        response = browser(person).get(BOARD, filters)
        assert response.status_code == 200, response.headers.get("Location")
        return BeautifulSoup(response.content, "html.parser")

    return show


def rows(soup) -> list[str]:
    return [name.get_text(strip=True) for name in soup.select(".translation-matrix__name")]


def columns(soup) -> list[str]:
    headings = soup.select("table:has(caption) thead th [lang]")
    return [heading["lang"] for heading in headings]


def cells(soup, title: str) -> list:
    row = next(row for row in soup.select("tbody tr") if title in row.get_text())
    return row.select(".translation-cell")


def said(cell) -> str:
    return " ".join(cell.select_one(".w-sr-only").get_text().split())


def test_a_coordinator_sees_every_page_in_every_language(board, coordinator, page):
    soup = board(coordinator)
    assert "Who we are" in rows(soup)
    assert len(columns(soup)) == 10
    assert [said(cell) for cell in cells(soup, "Who we are")][
        1
    ] == "Bosanski: missing. Send to translation"


def test_a_translator_sees_the_pages_of_one_language(board, translator, sent, page, home):
    specimen.content(home, slug="other", title="Not sent to them")
    sent("mk", page)
    sent("sl", specimen.content(home, slug="third", title="Sent to them"))
    soup = board(translator("sl"))
    assert columns(soup) == ["sl"]
    assert "Sent to them" in rows(soup)
    assert "Not sent to them" not in rows(soup)


def test_nobody_outside_the_teams_comes_in(browser, editor):
    editor.groups.clear()
    assert browser(editor).get(BOARD).status_code == 302


def test_a_private_page_is_on_the_board_of_those_who_find_it_in_the_explorer(
    board, coordinator, translator, page, home
):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "Who we are" in rows(board(coordinator))
    assert "Who we are" not in rows(board(translator("sl")))


def test_a_cell_leads_to_the_editor_and_says_where_it_leads(board, coordinator, sent, page):
    assignment = sent("sl", page)
    cell = cells(board(coordinator, language="sl"), "Who we are")[0]
    assert said(cell) == "Slovenščina: in progress, 0 of 2"
    assert cell["href"] == reverse("translation:edit", args=[assignment.pk])
    assert cell.select_one(".w-sr-only [lang=sl]")


def test_a_missing_cell_leads_to_sending_for_those_who_may_send(
    board, editor, translator, sent, page, home
):
    home_row = cells(board(editor, language="sl"), "Who we are")[0]
    assert home_row["href"] == reverse("translation:send_page", args=[page.pk])
    person = translator("sl")
    assert all("href" not in cell.attrs for cell in cells(board(person), "Home"))


def test_a_derived_cell_leads_to_the_editor_of_its_origin(board, coordinator, sent, page):
    assignment = sent("sr-cyrl", page)
    cell = cells(board(coordinator, language="sr-latn"), "Who we are")[0]
    assert said(cell) == "Srpski: derived, in progress, 0 of 2"
    assert cell["href"] == reverse("translation:edit", args=[assignment.pk])


def test_a_snippet_that_was_sent_is_a_row(board, coordinator, sent):
    theme = specimen.theme()
    assert "Prevention" not in rows(board(coordinator))
    sent("sl", theme)
    soup = board(coordinator, language=["sl", "mk"])
    assert "Prevention" in rows(soup)
    in_macedonian, in_slovenian = cells(soup, "Prevention")
    assert said(in_slovenian) == "Slovenščina: in progress, 0 of 1"
    assert in_macedonian["href"] == reverse(
        "translation:send_snippet", args=["core", "theme", theme.pk]
    )


def test_the_kind_filter_shows_snippets_alone(board, coordinator, sent, page):
    sent("sl", specimen.theme())
    soup = board(coordinator)
    options = {
        option.get_text(strip=True): option["value"] for option in soup.select("[name=kind] option")
    }
    assert rows(board(coordinator, kind=options["Theme"])) == ["Prevention"]


def test_the_section_filter_shows_a_page_and_what_is_below_it(board, coordinator, home):
    section = home.get_children().get(slug="meetings")
    meeting = specimen.meeting(home)
    assert rows(board(coordinator, section=section.pk)) == [section.title, "Meeting in Vienna"]
    assert rows(board(coordinator, section=meeting.pk)) == ["Meeting in Vienna"]


def test_the_state_filter_asks_only_the_chosen_languages(board, coordinator, sent, page):
    sent("sl", page).enter(State.IN_REVIEW)
    sent("mk", page)
    assert rows(board(coordinator, state="in-review")) == ["Who we are"]
    assert rows(board(coordinator, state="in-review", language="sl")) == ["Who we are"]
    assert rows(board(coordinator, state="in-review", language="mk")) == []


def test_the_state_and_the_deadline_are_asked_of_the_same_work(board, coordinator, sent, page):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    sent("sl", page, deadline=yesterday).enter(State.IN_REVIEW)
    sent("mk", page)
    assert rows(board(coordinator, state="in-progress", due="overdue")) == []
    assert rows(board(coordinator, state="in-progress", due="none")) == ["Who we are"]


def test_missing_is_what_at_least_one_chosen_language_does_not_have(board, coordinator, sent, page):
    sent("sl", page)
    assert "Who we are" not in rows(board(coordinator, state="missing", language="sl"))
    assert "Who we are" in rows(board(coordinator, state="missing", language=["sl", "mk"]))
    assert "Who we are" in rows(board(coordinator, state="missing", language="sr-latn"))
    sent("sr-cyrl", page)
    assert "Who we are" not in rows(board(coordinator, state="missing", language="sr-latn"))


@pytest.mark.parametrize(
    ("days", "due"), [(-1, "overdue"), (0, "soon"), (7, "soon"), (None, "none")]
)
def test_the_deadline_filter(board, coordinator, sent, page, home, days, due):
    deadline = days is not None and (timezone.localdate() + timedelta(days=days)).isoformat()
    sent("sl", page, deadline=deadline or None)
    far = (timezone.localdate() + timedelta(days=30)).isoformat()
    sent("sl", specimen.content(home, slug="far", title="Far away"), deadline=far)
    assert rows(board(coordinator, due=due)) == ["Who we are"]


def test_the_translator_filter_knows_me_nobody_and_everybody(
    board, coordinator, translator, sent, page, home
):
    person = translator("sl")
    sent("sl", page, assignees={"sl": person.pk})
    sent("sl", specimen.content(home, slug="free", title="Free to take"))
    assert rows(board(person, assignee="me")) == ["Who we are"]
    assert rows(board(person, assignee="nobody")) == ["Free to take"]
    assert rows(board(coordinator, assignee=person.pk)) == ["Who we are"]


def test_a_text_finds_titles(board, coordinator, page):
    assert rows(board(coordinator, q="who we")) == ["Who we are"]
    soup = board(coordinator, q="nothing like this")
    assert "Nothing matches these filters." in soup.get_text()


def test_the_rows_can_be_put_in_the_order_of_titles_or_deadlines(
    board, coordinator, sent, page, home
):
    soon = timezone.localdate().isoformat()
    sent("sl", specimen.content(home, slug="z", title="Zagreb"), deadline=soon)
    by_title = rows(board(coordinator, ordering="name"))
    assert by_title == sorted(by_title)
    assert rows(board(coordinator, ordering="due"))[0] == "Zagreb"
    assert rows(board(coordinator))[0] == "Home"


@pytest.mark.parametrize(
    "query",
    [
        "state=nonsense",
        "section=abc",
        "section=99999999999999999999",
        "language=xx",
        "kind=x",
        "assignee=%00",
        "q=%00",
        "p=abc",
        "ordering=pk",
    ],
)
def test_nonsense_in_the_address_does_no_harm(browser, coordinator, page, query):
    assert browser(coordinator).get(f"{BOARD}?{query}").status_code == 200


def test_the_filters_stay_in_the_address_of_other_orders_and_exports(board, coordinator, page):
    soup = board(coordinator, state="missing")
    links = [link["href"] for link in soup.select(".translation-order a, a[href*=export]")]
    assert links
    assert all("state=missing" in link for link in links)


def test_the_totals_lead_to_what_they_count(board, coordinator, sent, page):
    sent("sl", page)
    link = board(coordinator).select_one(
        ".translation-totals a[href*='language=sl'][href*='in-progress']"
    )
    assert " ".join(link.get_text().split()) == "1: in progress, Slovenščina"
    assert rows(board(coordinator, language="sl", state="in-progress")) == ["Who we are"]


def test_one_page_and_thirty_take_the_same_number_of_queries(browser, coordinator, home, sent):
    client = browser(coordinator)
    for number in range(30):
        page = specimen.content(home, slug=f"page-{number}", title=f"Sheet {number}")
        sent("sl", page)
        sent("sr-cyrl", page)
    client.get(BOARD)
    with CaptureQueriesContext(connection) as for_one:
        client.get(BOARD, {"q": "Sheet 17", "language": "sl"})
    with CaptureQueriesContext(connection) as for_many:
        soup = BeautifulSoup(client.get(BOARD, {"q": "Sheet"}).content, "html.parser")
    assert len(rows(soup)) == 30
    assert len(for_many) == len(for_one)
