"""What readers see of a page is what search finds it by: no text less, no text more."""

import re

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page

from core.localized_urls import localized_url
from core.page_types import page_types
from tests import specimens as specimen
from tests.marked_texts import MARK, mark_all
from tests.public_pages import searchable_text

TYPES = [model.__name__ for model in page_types()]

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("kind", TYPES)]


@pytest.fixture(scope="module")
def marked(home_of_module):
    """By type: a page with a mark in each of its texts, and its marks."""
    made = specimen.every_kind(home_of_module)
    made.image.credit = "Pressroom"
    made.image.save()
    pages = {kind: type(page).objects.get(pk=page.pk) for kind, page in made.pages.items()}
    return {kind: (page, mark_all(page)) for kind, page in pages.items()}


def seen(client, page: Page) -> str:
    """What readers see or hear of the page itself."""
    main = BeautifulSoup(client.get(localized_url(page)).content, "html.parser").main
    return " ".join([main.get_text(" "), *(image["alt"] for image in main.select("img"))])


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def test_every_text_that_readers_see_is_searched(client, marked, kind):
    page, own = marked[kind]
    visible = own & set(MARK.findall(seen(client, page)))
    assert page.title in visible
    assert visible <= set(MARK.findall(searchable_text(page)))


def test_nothing_is_searched_that_readers_do_not_see(client, marked, kind):
    page, own = marked[kind]
    hidden = own - set(MARK.findall(seen(client, page))) - {page.summary}
    assert {page.seo_title, page.search_description} <= hidden
    # The summary is seen in lists and results, if not on the page.
    assert words(searchable_text(page)) <= words(seen(client, page)) | words(page.summary)


def test_the_credit_of_a_picture_is_searched_where_it_is_seen(client, marked, kind):
    page, _ = marked[kind]
    assert ("Pressroom" in seen(client, page)) == ("Pressroom" in searchable_text(page))
