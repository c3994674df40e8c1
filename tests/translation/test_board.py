"""The board: permissions, filters, links, and the number of queries."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import specimens as specimen
from translation.choices import TranslationState

pytestmark = pytest.mark.django_db

BOARD_URL = "/admin/translation/board/"
TOTALS_URL = "/admin/translation/board/totals/"


@pytest.fixture
def page(home):
    return specimen.content(home, title="Who we are", summary="The network.")


@pytest.fixture
def open_board(client_for):
    """Load the board as one account: ``open_board(account, state="missing")``."""

    def show(person, url=BOARD_URL, **filters):
        response = client_for(person).get(url, filters)
        assert response.status_code == 200, response.headers.get("Location")
        return BeautifulSoup(response.content, "html.parser")

    return show


def row_titles(soup) -> list[str]:
    return [name.get_text(strip=True) for name in soup.select(".translation-matrix__name")]


def column_languages(soup) -> list[str]:
    headings = soup.select("table:has(caption) thead th [lang]")
    return [heading["lang"] for heading in headings]


def cells_in_row(soup, title: str) -> list:
    row = next(row for row in soup.select("tbody tr") if title in row.get_text())
    return row.select(".translation-cell")


def accessible_text(cell) -> str:
    return " ".join(cell.select_one(".w-sr-only").get_text().split())


def test_a_coordinator_sees_every_page_in_every_language(open_board, coordinator, page):
    soup = open_board(coordinator)
    assert "Who we are" in row_titles(soup)
    assert len(column_languages(soup)) == 10
    assert [accessible_text(cell) for cell in cells_in_row(soup, "Who we are")][
        1
    ] == "Bosanski: missing. Send to translation"


def test_a_translator_sees_the_pages_of_one_language(
    open_board, translator, send_to_translation, page, home
):
    specimen.content(home, slug="other", title="Not sent to them")
    send_to_translation("mk", page)
    send_to_translation("sl", specimen.content(home, slug="third", title="Sent to them"))
    soup = open_board(translator("sl"))
    assert column_languages(soup) == ["sl"]
    assert "Sent to them" in row_titles(soup)
    assert "Not sent to them" not in row_titles(soup)


def test_users_outside_the_teams_have_no_access(client_for, editor):
    editor.groups.clear()
    assert client_for(editor).get(BOARD_URL).status_code == 302


def test_a_private_page_is_listed_for_those_who_find_it_in_the_explorer(
    open_board, coordinator, translator, page, home
):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "Who we are" in row_titles(open_board(coordinator))
    assert "Who we are" not in row_titles(open_board(translator("sl")))


def test_a_cell_links_to_the_editor_with_a_descriptive_text(
    open_board, coordinator, send_to_translation, page
):
    assignment = send_to_translation("sl", page)
    cell = cells_in_row(open_board(coordinator, language="sl"), "Who we are")[0]
    assert accessible_text(cell) == "Slovenščina: in progress, 0 of 2"
    assert cell["href"] == reverse("translation:edit", args=[assignment.pk])
    assert cell.select_one(".w-sr-only [lang=sl]")


def test_cells_of_one_language_and_state_differ_by_their_flags(
    open_board, coordinator, send_to_translation, page, home
):
    late = send_to_translation("sl", page)
    type(late).objects.filter(pk=late.pk).update(deadline=timezone.localdate() - timedelta(days=1))
    send_to_translation("sl", specimen.content(home, slug="other", title="Other", summary="It."))
    soup = open_board(coordinator, language="sl")
    texts = [accessible_text(cells_in_row(soup, name)[0]) for name in ("Who we are", "Other")]
    assert texts == [
        "Slovenščina: in progress, 0 of 2, overdue",
        "Slovenščina: in progress, 0 of 2",
    ]


def test_a_missing_cell_links_to_the_send_form_for_those_who_may_send(
    open_board, editor, translator, send_to_translation, page, home
):
    home_row = cells_in_row(open_board(editor, language="sl"), "Who we are")[0]
    assert home_row["href"] == reverse("translation:send_page", args=[page.pk])
    person = translator("sl")
    assert all("href" not in cell.attrs for cell in cells_in_row(open_board(person), "Home"))


def test_a_derived_cell_links_to_the_editor_of_its_origin(
    open_board, coordinator, send_to_translation, page
):
    assignment = send_to_translation("sr-cyrl", page)
    cell = cells_in_row(open_board(coordinator, language="sr-latn"), "Who we are")[0]
    assert accessible_text(cell) == "Srpski: derived, in progress, 0 of 2"
    assert cell["href"] == reverse("translation:edit", args=[assignment.pk])


def test_a_snippet_that_was_sent_is_a_row(open_board, coordinator, send_to_translation):
    theme = specimen.theme()
    assert "Prevention" not in row_titles(open_board(coordinator))
    send_to_translation("sl", theme)
    soup = open_board(coordinator, language=["sl", "mk"])
    assert "Prevention" in row_titles(soup)
    in_macedonian, in_slovenian = cells_in_row(soup, "Prevention")
    assert accessible_text(in_slovenian) == "Slovenščina: in progress, 0 of 1"
    assert in_macedonian["href"] == reverse(
        "translation:send_snippet", args=["core", "theme", theme.pk]
    )


def test_the_kind_filter_shows_snippets_alone(open_board, coordinator, send_to_translation, page):
    send_to_translation("sl", specimen.theme())
    soup = open_board(coordinator)
    options = {
        option.get_text(strip=True): option["value"] for option in soup.select("[name=kind] option")
    }
    assert row_titles(open_board(coordinator, kind=options["Theme"])) == ["Prevention"]


@pytest.mark.postgresql
def test_the_section_filter_shows_a_page_and_what_is_below_it(open_board, coordinator, home):
    section = home.get_children().get(slug="meetings")
    meeting = specimen.meeting(home)
    assert row_titles(open_board(coordinator, section=section.pk)) == [
        section.title,
        "Meeting in Vienna",
    ]
    assert row_titles(open_board(coordinator, section=meeting.pk)) == ["Meeting in Vienna"]


@pytest.mark.postgresql
def test_the_state_filter_applies_to_the_chosen_languages_only(
    open_board, coordinator, send_to_translation, page
):
    send_to_translation("sl", page).change_state(TranslationState.IN_REVIEW)
    send_to_translation("mk", page)
    assert row_titles(open_board(coordinator, state="in-review")) == ["Who we are"]
    assert row_titles(open_board(coordinator, state="in-review", language="sl")) == ["Who we are"]
    assert row_titles(open_board(coordinator, state="in-review", language="mk")) == []


@pytest.mark.postgresql
def test_the_state_and_deadline_filters_apply_to_the_same_translation(
    open_board, coordinator, send_to_translation, page
):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    send_to_translation("sl", page, deadline=yesterday).change_state(TranslationState.IN_REVIEW)
    send_to_translation("mk", page)
    assert row_titles(open_board(coordinator, state="in-progress", due="overdue")) == []
    assert row_titles(open_board(coordinator, state="in-progress", due="none")) == ["Who we are"]


@pytest.mark.postgresql
def test_the_missing_filter_finds_what_one_of_the_chosen_languages_lacks(
    open_board, coordinator, send_to_translation, page
):
    send_to_translation("sl", page)
    assert "Who we are" not in row_titles(open_board(coordinator, state="missing", language="sl"))
    assert "Who we are" in row_titles(
        open_board(coordinator, state="missing", language=["sl", "mk"])
    )
    assert "Who we are" in row_titles(open_board(coordinator, state="missing", language="sr-latn"))
    send_to_translation("sr-cyrl", page)
    assert "Who we are" not in row_titles(
        open_board(coordinator, state="missing", language="sr-latn")
    )


@pytest.mark.postgresql
def test_the_deadline_filter(open_board, coordinator, send_to_translation, home):
    for number, days in enumerate((-1, 0, 7, 8, None)):
        request = {}
        if days is not None:
            request["deadline"] = (timezone.localdate() + timedelta(days=days)).isoformat()
        page = specimen.content(home, slug=f"page-{number}", title=f"In {days} days")
        send_to_translation("sl", page, **request)
    assert row_titles(open_board(coordinator, due="overdue")) == ["In -1 days"]
    assert row_titles(open_board(coordinator, due="soon")) == ["In 0 days", "In 7 days"]
    assert row_titles(open_board(coordinator, due="none")) == ["In None days"]


def test_the_translator_filter_offers_me_nobody_and_every_translator(
    open_board, coordinator, translator, send_to_translation, page, home
):
    person = translator("sl")
    send_to_translation("sl", page, assignees={"sl": person.pk})
    send_to_translation("sl", specimen.content(home, slug="free", title="Free to take"))
    assert row_titles(open_board(person, assignee="me")) == ["Who we are"]
    assert row_titles(open_board(person, assignee="nobody")) == ["Free to take"]
    assert row_titles(open_board(coordinator, assignee=person.pk)) == ["Who we are"]


@pytest.mark.postgresql
def test_the_search_finds_titles(open_board, coordinator, page):
    assert row_titles(open_board(coordinator, q="who we")) == ["Who we are"]
    soup = open_board(coordinator, q="nothing like this")
    assert "Nothing matches these filters." in soup.get_text()


@pytest.mark.postgresql
def test_the_rows_can_be_sorted_by_title_or_deadline(
    open_board, coordinator, send_to_translation, page, home
):
    soon = timezone.localdate().isoformat()
    send_to_translation("sl", specimen.content(home, slug="z", title="Zagreb"), deadline=soon)
    by_title = row_titles(open_board(coordinator, ordering="name"))
    assert by_title == sorted(by_title)
    assert row_titles(open_board(coordinator, ordering="due"))[0] == "Zagreb"
    assert row_titles(open_board(coordinator))[0] == "Home"


@pytest.mark.postgresql
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
def test_invalid_query_parameters_are_ignored(client_for, coordinator, page, query):
    assert client_for(coordinator).get(f"{BOARD_URL}?{query}").status_code == 200


def test_links_for_sorting_and_export_keep_the_filters(open_board, coordinator, page):
    soup = open_board(coordinator, state="missing")
    links = [link["href"] for link in soup.select(".translation-sorting a, a[href*=export]")]
    assert links
    assert all("state=missing" in link for link in links)


@pytest.mark.postgresql
def test_the_totals_link_to_the_filtered_board(open_board, coordinator, send_to_translation, page):
    send_to_translation("sl", page)
    soup = open_board(coordinator, TOTALS_URL)
    link = soup.select_one(f"a[href^='{BOARD_URL}?'][href*='language=sl'][href*='in-progress']")
    assert " ".join(link.get_text().split()) == "1: in progress, Slovenščina"
    assert row_titles(open_board(coordinator, language="sl", state="in-progress")) == ["Who we are"]


def test_the_board_loads_the_totals_of_what_it_shows(
    open_board, coordinator, send_to_translation, page
):
    send_to_translation("sl", page)
    url = open_board(coordinator, language="sl", q="who").details["data-w-swap-src-value"]
    [row] = open_board(coordinator, url).select("tbody tr")
    *_counts, words = row.select("td")
    assert (row.th.span["lang"], words.get_text(strip=True)) == ("sl", "5")
    assert open_board(coordinator, TOTALS_URL, q="no such page").select("tbody td a") == []


def test_a_translator_sees_the_totals_of_their_own_languages(
    open_board, translator, send_to_translation, page
):
    send_to_translation("sl", page)
    rows = open_board(translator("sl"), TOTALS_URL).select("tbody tr th [lang]")
    assert [row["lang"] for row in rows] == ["sl"]


def test_the_number_of_queries_does_not_depend_on_the_number_of_pages(
    client_for, coordinator, home, send_to_translation
):
    client = client_for(coordinator)
    for number in range(4):
        page = specimen.content(home, slug=f"page-{number}", title=f"Sheet {number}")
        send_to_translation("sl", page)
        send_to_translation("sr-cyrl", page)
    client.get(BOARD_URL)
    with CaptureQueriesContext(connection) as for_one:
        client.get(BOARD_URL, {"q": "Sheet 3", "language": "sl"})
    with CaptureQueriesContext(connection) as for_many:
        soup = BeautifulSoup(client.get(BOARD_URL, {"q": "Sheet"}).content, "html.parser")
    assert len(row_titles(soup)) == 4
    assert len(for_many) == len(for_one)
