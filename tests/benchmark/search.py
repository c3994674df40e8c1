"""The cost of searches among many pages, compared with modelsearch's own backend."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils import translation
from modelsearch.backends import get_search_backend
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page

from core.languages import site_language
from core.page_types import page_types
from core.request_cache import new_request_cache
from home.models import ContentPage
from search.index.indexing import index_objects
from search.models import PageRecord
from search.query.facet_filters import FacetFilters
from search.query.parsing import parse_query
from search.results.highlighting import Highlighter
from search.results.listing import list_results
from search.results.responses import search_pages
from search.results.suggestions import suggest_pages

from .corpus import FIELDS
from .processes import cpu_seconds
from .queries import count_queries, reader

LANGUAGE = "hr"  # most of its words are words of four other languages, too
SHOWN = 10  # results on a page
CANDIDATES = 20  # words that occur in about as many pages
ROUNDS = 20
ROUNDS_OF_STOCK = 3  # one of them may take a second
INDEXING_BATCH_SIZE = 500  # pages indexed together


@dataclass
class SearchCosts:
    """The rows of the table: each search, compared with modelsearch's own of a medium word."""

    database: tuple[int, ...]
    stock: float = 0.0
    rows: list[list] = field(default_factory=list)

    def measure_stock(self, text: str) -> None:
        stock = StockSearch()
        found = stock.search(text)
        self.stock = self._seconds(lambda: stock.search(text), ROUNDS_OF_STOCK)
        queries = count_queries(lambda: stock.search(text))
        self._add("modelsearch’s own, medium word", found, queries, self.stock)

    def measure(self, name: str, found: object, function: Callable) -> None:
        function()  # the first call fills caches of the process
        queries = count_queries(function)
        self._add(name, found, queries, self._seconds(function, ROUNDS))

    def _add(self, name: str, found: object, queries: int, seconds: float) -> None:
        self.rows.append([name, found, queries, seconds * 1000, seconds / self.stock])

    def _seconds(self, function: Callable, times: int) -> float:
        """Return the seconds of the processors for one call, those of the database included."""
        before = time.process_time() + cpu_seconds(self.database)
        for _ in range(times):
            function()
        return (time.process_time() + cpu_seconds(self.database) - before) / times


def compare_search(database: tuple[int, ...]) -> list[list]:
    """Measure searches among the pages that there are; return the rows of the table."""
    costs = SearchCosts(database)
    with translation.override(LANGUAGE):
        texts = _query_texts()
        costs.measure_stock(texts["medium word"])
        for name, found, function in (*_searches(texts), *_savings()):
            costs.measure(name, found, function)
    return costs.rows


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
    response = search_pages(parse_query(text), site_language(LANGUAGE), FacetFilters())
    return len(response.found.versions)


def _searches(texts: dict[str, str]) -> Iterator[tuple[str, int, Callable]]:
    language = site_language(LANGUAGE)
    for name, text in texts.items():
        found = search_pages(parse_query(text), language, FacetFilters()).found
        count = f"{len(found.versions)}{'+' if found.has_more else ''}"
        yield name, count, lambda text=text: _search(text)
    medium = texts["medium word"]
    yield "medium word, one result", 1, lambda: _search(medium, shown=1)
    yield "medium word, one kind", "", lambda: _search(medium, FacetFilters(kind="meeting"))
    yield "suggestions", "", lambda: _suggest(medium[:4])
    client = reader()
    url = f"/{LANGUAGE}/search/"
    yield "medium word, whole answer", "", lambda: client.get(url, {"q": medium}, secure=True)


def _suggest(text: str) -> None:
    with new_request_cache():
        suggest_pages(parse_query(text), site_language(LANGUAGE))


def _search(text: str, filters: FacetFilters | None = None, shown: int = SHOWN) -> None:
    """Run a search as the view does, without the template."""
    with new_request_cache():
        response = search_pages(
            parse_query(text), site_language(LANGUAGE), filters or FacetFilters()
        )
        found = response.found
        list_results(found.versions[:shown], found.by_file_alone, Highlighter(response.query))


def _savings() -> Iterator[tuple[str, str, Callable]]:
    """Yield the saving of a page with background tasks, and then the tasks of the worker."""
    page = ContentPage.objects.first()
    yield "saving one page", "", lambda: post_save_signal_handler(page)
    for model in FIELDS:
        # Each page once, freshly loaded; two are indexed before the measurement.
        pages = iter(list(model.objects.order_by("-pk")[: ROUNDS + 2]))
        name = f"the worker's part, one {model._meta.model_name}"
        yield name, "", lambda pages=pages: index_objects([next(pages)])


class StockSearch:
    """The database backend of modelsearch, with an index of the same pages."""

    def __init__(self):
        self._backend = get_search_backend("modelsearch.backends.database")
        for model in page_types():
            index = self._backend.get_index_for_model(model)
            ids = list(model.objects.order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(ids), INDEXING_BATCH_SIZE):
                chunk = model.objects.filter(pk__in=ids[start : start + INDEXING_BATCH_SIZE])
                # Pages on the same subjects have their names from one query.
                with new_request_cache():
                    index.add_items(model, chunk.select_related("locale"))

    def search(self, text: str) -> int:
        """Run a search as a page of results needs it: the count and the first specific pages."""
        found = self._backend.search(text, Page.objects.live().public().specific())
        list(found[:SHOWN])
        return found.count()
