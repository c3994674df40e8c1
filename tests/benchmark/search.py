"""The cost of searches among many pages, compared with modelsearch's own backend."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.db import connection
from django.test import Client, override_settings
from django.utils import translation
from modelsearch.backends import get_search_backend
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page

from core.languages import site_language
from core.localization import live_public_pages
from core.page_types import page_types
from core.request_cache import new_request_cache
from home.models import ContentPage
from search.index.engines import get_engine
from search.index.indexing import index_objects
from search.models import PageRecord
from search.query.facet_filters import FacetFilters
from search.query.parsing import parse_query
from search.results.highlighting import Highlighter
from search.results.listing import list_results
from search.results.responses import search_pages
from search.results.suggestions import suggest_pages

from .corpus import FIELDS, BenchmarkCorpus
from .measurement import elsewhere, queries, seconds

LANGUAGE = "hr"  # most of its words are words of four other languages, too
SHOWN = 10  # results on a page
CANDIDATES = 20  # words that occur in about as many pages
ROUNDS = 20
ROUNDS_OF_STOCK = 3  # at 100,000 pages, one of them takes a minute on SQLite
INDEXING_BATCH_SIZE = 500  # pages indexed together
ROW = "{:<44}{:>9}{:>9}{:>9}{:>12}"


def measure(size: int) -> None:
    elsewhere(lambda: BenchmarkCorpus().make(size))
    _optimise()
    stock = StockSearch()
    print()  # noqa: T201 - the report is what it is for
    print(ROW.format(f"search, {size} pages", "found", "queries", "ms", "to stock"))  # noqa: T201
    with translation.override(LANGUAGE):
        texts = _query_texts()
        medium = texts["medium word"]
        against = seconds(lambda: stock.search(medium), ROUNDS_OF_STOCK)
        query_count = queries(lambda: stock.search(medium))
        _report(
            "modelsearch's own, medium word", stock.search(medium), query_count, against, against
        )
        for name, found, function in (*_searches(texts), *_savings()):
            function()  # the first call fills caches of the process
            _report(name, found, queries(function), seconds(function, ROUNDS), against)


def _report(name: str, found, query_count, took: float, against: float) -> None:
    figures = (found, query_count, f"{took * 1000:.1f}", f"{took / against:.3f}")
    print(ROW.format(name, *figures))  # noqa: T201


def _optimise() -> None:
    """Do what the nightly command and the database server do on a real site."""
    get_engine().optimise()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _query_texts() -> dict[str, str]:
    """Return queries of words that occur in few, some or many of the language's pages."""
    records = PageRecord.objects.filter(language=LANGUAGE)
    counts: Counter[str] = Counter()
    for text in records.values_list("text", flat=True).iterator():
        counts.update(set(text.lower().split()))
    ranked = sorted(word for word in counts if word.isalpha() and len(word) > 5)

    def word_with_share(share: float) -> str:
        wanted = max(share * records.count(), 3)
        candidates = sorted(ranked, key=lambda word: abs(counts[word] - wanted))[:CANDIDATES]
        return min(candidates, key=lambda word: abs(_found(word) - wanted))

    medium, frequent = word_with_share(0.015), word_with_share(0.5)
    phrase = " ".join(records.order_by("-pk").first().text.split()[3:5])
    return {
        "medium word": medium,
        "rare word": word_with_share(0),
        "frequent word": frequent,
        "two words": f"{medium} {frequent}",
        "phrase": f'"{phrase}"',
        "name of a state": "Slovenija",
        "mistyped word": f"{medium[:3]}q{medium[3:]}",
        "words that no page has together": f"{medium} {word_with_share(0)} xyzzyx",
    }


def _found(text: str) -> int:
    """Return how many pages a reader finds, including other forms and other languages."""
    return len(search_pages(parse_query(text), site_language(LANGUAGE), FacetFilters()).groups)


def _searches(texts: dict[str, str]) -> Iterator[tuple[str, int, Callable]]:
    language = site_language(LANGUAGE)
    for name, text in texts.items():
        found = search_pages(parse_query(text), language, FacetFilters())
        count = f"{len(found.groups)}{'+' if found.has_more else ''}"
        yield name, count, lambda text=text: _search(text)
    medium = texts["medium word"]
    yield "medium word, one result", 1, lambda: _search(medium, shown=1)
    yield "medium word, one kind", "", lambda: _search(medium, FacetFilters(kind="meeting"))
    yield "suggestions", "", lambda: suggest_pages(parse_query(medium[:4]), language)
    client = Client()
    url = f"/{LANGUAGE}/search/"
    yield "medium word, whole answer", "", lambda: client.get(url, {"q": medium})


def _search(text: str, filters: FacetFilters | None = None, shown: int = SHOWN) -> None:
    """Run a search as the view does, without the template."""
    with new_request_cache():
        found = search_pages(parse_query(text), site_language(LANGUAGE), filters or FacetFilters())
        list_results(found.groups[:shown], Highlighter(found.query))


def _savings() -> Iterator[tuple[str, str, Callable]]:
    """Yield the saving of a page with background tasks, and then the tasks of the worker."""
    page = ContentPage.objects.first()
    yield "saving one page", "", lambda: _enqueue_indexing(page)
    for model in FIELDS:
        # Each page once, freshly loaded; two are indexed before the measurement.
        pages = iter(list(model.objects.order_by("-pk")[: ROUNDS + 2]))
        name = f"the worker's part, one {model._meta.model_name}"
        yield name, "", lambda pages=pages: index_objects([next(pages)])


@override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
def _enqueue_indexing(page: Page) -> None:
    post_save_signal_handler(page)


class StockSearch:
    """The database backend of modelsearch, with an index of the same pages."""

    def __init__(self):
        self._backend = get_search_backend("modelsearch.backends.database")
        for model in page_types():
            index = self._backend.get_index_for_model(model)
            ids = list(model.objects.order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(ids), INDEXING_BATCH_SIZE):
                chunk = model.objects.filter(pk__in=ids[start : start + INDEXING_BATCH_SIZE])
                index.add_items(model, chunk.select_related("locale"))

    def search(self, text: str) -> int:
        """Run a search as a page of results needs it: the count and the first specific pages."""
        found = self._backend.search(text, live_public_pages(Page.objects.specific()))
        list(found[:SHOWN])
        return found.count()
