"""The number of queries for sending a page, and for the HTTP request that does it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from home.models import ContentPage
from tests import specimens as specimen
from translation.actions.send import SendToTranslation, TranslationRequest
from translation.actions.start import StartTranslation

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("updated_indexes"),
]

# Measured numbers, of which up to twenty are for indexing the copy. Texts, links and overrides are
# stored together: a page with many takes a few more than a plain one.
MAX_FOR_PLAIN_PAGE = 66
MAX_FOR_RICH_PAGE = 83
MAX_FOR_ANOTHER_LANGUAGE = 49
MAX_FOR_SENDING_AGAIN = 16
MAX_FOR_TRANSLATION_REQUEST = 9


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


def test_queries_for_each_further_language(home, editor, rich_page, locale):
    for page in (specimen.content(home, summary="Who we are."), rich_page):
        StartTranslation(editor, page, locale("sl"), {}).execute()
        cost = queries_of(StartTranslation(editor, page, locale("hr"), {}))
        assert cost <= MAX_FOR_ANOTHER_LANGUAGE


def test_queries_for_the_first_language(home, editor, rich_page, locale):
    plain_page = specimen.content(home, summary="Who we are.")
    for page, most in ((plain_page, MAX_FOR_PLAIN_PAGE), (rich_page, MAX_FOR_RICH_PAGE)):
        assert queries_of(StartTranslation(editor, page, locale("sl"), {})) <= most


def test_queries_for_sending_again(home, editor, rich_page, locale):
    StartTranslation(editor, rich_page, locale("sl"), {}).execute()
    cost = queries_of(StartTranslation(editor, rich_page, locale("sl"), {}))
    assert cost <= MAX_FOR_SENDING_AGAIN


def test_the_number_of_queries_of_the_http_request_does_not_depend_on_the_number_of_pages(
    home, editor
):
    costs = []
    locales = list(Locale.objects.exclude(language_code__in=["en", "sr-latn"]))
    for count in (1, 12):
        pages = []
        for number in range(count):
            page = ContentPage(title="Page", slug=f"page-{count}-{number}", locale=home.locale)
            home.add_child(instance=page)
            pages.append(page)
        costs.append(queries_of(SendToTranslation(editor, pages, TranslationRequest(locales))))
    assert max(costs) <= MAX_FOR_TRANSLATION_REQUEST
    assert costs[1] <= costs[0]
