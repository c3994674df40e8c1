"""What sending costs: queries for each page and language, and for the request that orders it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from home.models import ContentPage
from tests import specimens as specimen
from translation.actions.send import Order, SendToTranslation
from translation.actions.start import StartTranslation

pytestmark = pytest.mark.django_db

# Measured, with a little room. Of these, Wagtail's copying of a page takes about seventy, search's
# reading of the copy up to twenty, and wagtail-localize's first reading of the page the rest: about
# ten for each text, link and choice.
MOST_FOR_A_PLAIN_PAGE = 146
MOST_FOR_A_RICH_PAGE = 395
MOST_FOR_ANOTHER_LANGUAGE = 106
MOST_FOR_SENDING_AGAIN = 23
MOST_FOR_AN_ORDER = 14


def queries_of(action) -> int:
    with CaptureQueriesContext(connection) as queries:
        action.execute()
    return len(queries)


@pytest.fixture
def rich_page(home):
    made = specimen.Specimens(
        theme=specimen.theme(), image=specimen.picture(), document=specimen.document()
    )
    return specimen._content(home, made)


def test_each_language_after_the_first_stays_within_the_budget(home, editor, rich_page, locale):
    for page in (specimen.content(home, summary="Who we are."), rich_page):
        StartTranslation(editor, page, locale("sl"), {}).execute()
        cost = queries_of(StartTranslation(editor, page, locale("hr"), {}))
        assert cost <= MOST_FOR_ANOTHER_LANGUAGE


def test_the_first_language_pays_for_the_texts_and_no_more(home, editor, rich_page, locale):
    plain_page = specimen.content(home, summary="Who we are.")
    for page, most in ((plain_page, MOST_FOR_A_PLAIN_PAGE), (rich_page, MOST_FOR_A_RICH_PAGE)):
        assert queries_of(StartTranslation(editor, page, locale("sl"), {})) <= most


def test_sending_again_costs_little(home, editor, rich_page, locale):
    StartTranslation(editor, rich_page, locale("sl"), {}).execute()
    cost = queries_of(StartTranslation(editor, rich_page, locale("sl"), {}))
    assert cost <= MOST_FOR_SENDING_AGAIN


def test_an_order_of_many_pages_costs_the_request_no_more_than_one_of_few(home, editor):
    costs = []
    locales = list(Locale.objects.exclude(language_code__in=["en", "sr-latn"]))
    for count in (1, 12):
        pages = []
        for number in range(count):
            page = ContentPage(title="Page", slug=f"page-{count}-{number}", locale=home.locale)
            home.add_child(instance=page)
            pages.append(page)
        costs.append(queries_of(SendToTranslation(editor, pages, Order(locales))))
    assert max(costs) <= MOST_FOR_AN_ORDER
    assert costs[1] <= costs[0]
