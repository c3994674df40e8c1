"""Search indexes the texts of a page that readers see, and no others."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from core.localized_urls import localized_url
from core.page_types import page_types
from tests import specimens as specimen
from tests.marked_texts import MARK, mark_all
from tests.public_pages import searchable_text

TYPES = [model.__name__ for model in page_types()]

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("kind", TYPES, scope="module")]


@pytest.fixture(scope="module")
def marked(home_of_module):
    """By page type: a page with a mark in each of its texts, and its marks."""
    made = specimen.every_kind(home_of_module)
    made.image.credit = "Pressroom"
    made.image.save()
    pages = {kind: type(page).objects.get(pk=page.pk) for kind, page in made.pages.items()}
    return {kind: (page, mark_all(page)) for kind, page in pages.items()}


@pytest.fixture(scope="module")
def visible_text(marked, kind) -> str:
    """The text and the alternative texts in the main content of the page."""
    page, _ = marked[kind]
    main = BeautifulSoup(Client().get(localized_url(page)).content, "html.parser").main
    return " ".join([main.get_text(" "), *(image["alt"] for image in main.select("img"))])


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def test_every_visible_text_is_indexed(marked, visible_text, kind):
    page, own = marked[kind]
    visible = own & set(MARK.findall(visible_text))
    assert page.title in visible
    assert visible <= set(MARK.findall(searchable_text(page)))


def test_no_hidden_text_is_indexed(marked, visible_text, kind):
    page, own = marked[kind]
    hidden = own - set(MARK.findall(visible_text)) - {page.summary}
    assert {page.seo_title, page.search_description} <= hidden
    # The summary is visible in lists and in search results, if not on the page.
    assert words(searchable_text(page)) <= words(visible_text) | words(page.summary)


def test_the_credit_of_a_picture_is_indexed_where_it_is_visible(marked, visible_text, kind):
    page, _ = marked[kind]
    assert ("Pressroom" in visible_text) == ("Pressroom" in searchable_text(page))
