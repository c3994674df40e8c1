"""What a search costs among many pages, beside modelsearch's own backend on the same database."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.db import connection
from django.test import Client, override_settings
from django.utils import translation
from modelsearch.backends import get_search_backend
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page

from core.languages import get
from core.localization import public
from core.memory import fresh
from core.page_types import page_types
from home.models import ContentPage
from search.answers import answer
from search.engines import engine
from search.highlighting import Highlighter
from search.indexing import index_objects
from search.models import PageRecord
from search.narrowing import Narrowing
from search.questions import parse
from search.results import results
from search.suggestions import suggestions

from .corpus import FIELDS, Corpus
from .measuring import elsewhere, queries, seconds

LANGUAGE = "hr"  # most of its words are words of four other languages, too
SHOWN = 10  # results on a page
CANDIDATES = 20  # words that stand in as many pages
ROUNDS = 20
ROUNDS_OF_STOCK = 3  # at 100,000 pages, one of them takes a minute on SQLite
SOME = 500  # pages indexed together
ROW = "{:<44}{:>9}{:>9}{:>9}{:>12}"


def measure(size: int) -> None:
    elsewhere(lambda: Corpus().make(size))
    _settle()
    stock = StockSearch()
    print()  # noqa: T201 - the report is what it is for
    print(ROW.format(f"search, {size} pages", "found", "queries", "ms", "to stock"))  # noqa: T201
    with translation.override(LANGUAGE):
        questions = _questions()
        medium = questions["medium word"]
        against = seconds(lambda: stock.search(medium), ROUNDS_OF_STOCK)
        asked = queries(lambda: stock.search(medium))
        _report("modelsearch's own, medium word", stock.search(medium), asked, against, against)
        for name, found, deed in (*_searches(questions), *_savings()):
            deed()  # the first time reads what is remembered for good
            _report(name, found, queries(deed), seconds(deed, ROUNDS), against)


def _report(name: str, found, asked, took: float, against: float) -> None:
    figures = (found, asked, f"{took * 1000:.1f}", f"{took / against:.3f}")
    print(ROW.format(name, *figures))  # noqa: T201


def _settle() -> None:
    """What the nightly job does on a real site, and a server by itself."""
    engine().tidy()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _questions() -> dict[str, str]:
    """Words that stand in so many of the language's pages, and what is made of them."""
    records = PageRecord.objects.filter(language=LANGUAGE)
    counts: Counter[str] = Counter()
    for text in records.values_list("text", flat=True).iterator():
        counts.update(set(text.lower().split()))
    ranked = sorted(word for word in counts if word.isalpha() and len(word) > 5)

    def standing_in(share: float) -> str:
        wanted = max(share * records.count(), 3)
        near = sorted(ranked, key=lambda word: abs(counts[word] - wanted))[:CANDIDATES]
        return min(near, key=lambda word: abs(_found(word) - wanted))

    medium, frequent = standing_in(0.015), standing_in(0.5)
    phrase = " ".join(records.order_by("-pk").first().text.split()[3:5])
    return {
        "medium word": medium,
        "rare word": standing_in(0),
        "frequent word": frequent,
        "two words": f"{medium} {frequent}",
        "phrase": f'"{phrase}"',
        "name of a state": "Slovenija",
        "mistyped word": f"{medium[:3]}q{medium[3:]}",
        "words that no page has together": f"{medium} {standing_in(0)} xyzzyx",
    }


def _found(text: str) -> int:
    """How many pages a reader finds, who also finds other forms and other languages."""
    return len(answer(parse(text), get(LANGUAGE), Narrowing()).groups)


def _searches(questions: dict[str, str]) -> Iterator[tuple[str, int, Callable]]:
    language = get(LANGUAGE)
    for name, text in questions.items():
        found = answer(parse(text), language, Narrowing())
        count = f"{len(found.groups)}{'+' if found.has_more else ''}"
        yield name, count, lambda text=text: _search(text)
    medium = questions["medium word"]
    yield "medium word, one result", 1, lambda: _search(medium, shown=1)
    yield "medium word, one kind", "", lambda: _search(medium, Narrowing(kind="meeting"))
    yield "suggestions", "", lambda: suggestions(parse(medium[:4]), language)
    client = Client()
    address = f"/{LANGUAGE}/search/"
    yield "medium word, whole answer", "", lambda: client.get(address, {"q": medium})


def _search(text: str, narrowing: Narrowing | None = None, shown: int = SHOWN) -> None:
    """What a reader waits for, apart from the template."""
    with fresh():
        found = answer(parse(text), get(LANGUAGE), narrowing or Narrowing())
        results(found.groups[:shown], Highlighter(found.question))


def _savings() -> Iterator[tuple[str, str, Callable]]:
    """What an editor waits for, where jobs are kept for a worker; then what the worker does."""
    page = ContentPage.objects.first()
    yield "saving one page", "", lambda: _hand_over(page)
    for model in FIELDS:
        # Each page once, as it comes from the database; two before the clock starts.
        pages = iter(list(model.objects.order_by("-pk")[: ROUNDS + 2]))
        name = f"the worker's part, one {model._meta.model_name}"
        yield name, "", lambda pages=pages: index_objects([next(pages)])


@override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
def _hand_over(page: Page) -> None:
    post_save_signal_handler(page)


class StockSearch:
    """The backend that modelsearch brings along, with an index of the same pages."""

    def __init__(self):
        self._backend = get_search_backend("modelsearch.backends.database")
        for model in page_types():
            index = self._backend.get_index_for_model(model)
            numbers = list(model.objects.order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(numbers), SOME):
                chunk = model.objects.filter(pk__in=numbers[start : start + SOME])
                index.add_items(model, chunk.select_related("locale"))

    def search(self, text: str) -> int:
        """What its results page takes: the number of all, and the first pages as their types."""
        found = self._backend.search(text, public(Page.objects.specific()))
        list(found[:SHOWN])
        return found.count()
