"""The list of declarations: the latest first, on as many pages as it needs."""

from datetime import date

import pytest

from declarations.models import index_page
from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, read

pytestmark = pytest.mark.django_db

PATH = "/en/declarations/"


@pytest.fixture
def three_declarations(home, monkeypatch) -> None:
    monkeypatch.setattr(index_page, "DECLARATIONS_PER_PAGE", 2)
    for year in (2012, 2019, 2015):
        specimen.declaration(
            home, f"of-{year}", title=f"Declaration of {year}", start_date=date(year, 5, 6)
        )


def test_a_long_list_has_pages_which_lead_to_one_another(client, three_declarations):
    first = read(client, PATH)
    assert entry_titles(first) == ["Declaration of 2019", "Declaration of 2015"]
    link = first.select_one(".pagination [rel=next]")["href"]
    second = read(client, f"{PATH}{link}")
    assert entry_titles(second) == ["Declaration of 2012"]
    assert second.select_one(".pagination [rel=prev]")["href"] == "?page=1"


def test_a_page_that_does_not_exist_is_told_and_the_first_one_shown(client, three_declarations):
    soup = read(client, f"{PATH}?page=9")
    assert "There is no page “9”." in element_text(soup.select_one("main"))
    assert entry_titles(soup) == ["Declaration of 2019", "Declaration of 2015"]
