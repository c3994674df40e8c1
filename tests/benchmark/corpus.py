"""A reproducible site of any size in all languages.

The words are those of the demonstration, and others joined from their halves. Their frequencies
follow Zipf's law, as in real texts. The rows of pages are written directly, without the admin; the
index is filled by the same code as on a real site.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import accumulate, count, islice, product
from random import Random
from uuid import UUID

from django.db import connection, transaction
from wagtail.models import Page

from core.languages import all_languages, source_language
from core.models import BasePage, Theme
from declarations.models import DeclarationIndexPage, DeclarationPage
from home.models import ContentPage
from meetings.models import MeetingIndexPage, MeetingPage, MeetingParticipant
from search.index.engines import get_engine
from search.index.indexing import reindex_pages
from search.models import KnownWord
from states.models import StatePage

from .copied_index import copy_index_entries

SEED = 4
DIFFERENT_WORDS = 20_000  # of each language
WORDS_IN_PARAGRAPH = 50
# After so many, in all languages, the texts are repeated: those of more would be much the same.
DIFFERENT_PAGES = 1_000
BATCH_SIZE = 50  # pages, each in all languages
PLACES = ("Ljubljana", "Vienna", "Sofia", "Skopje", "Tirana", "Zagreb", "Bucharest", "Athens")


@dataclass(frozen=True)
class PageData:
    """The data that a page and its translations share."""

    model: type[BasePage]
    day: date
    place: str
    states: list[str]
    theme: Theme
    paragraphs: int

    @property
    def dated(self) -> dict:
        rank = self.day.year * 10_000 + self.day.month * 100 + self.day.day
        return {
            "start_date": self.day,
            "last_date": self.day,
            "date_rank": rank,
            "place": self.place,
            "country": self.states[0],
        }


class PageGenerator:
    """Generates pages in one language; languages that share a word use it equally often."""

    def __init__(self, code: str, random: Random):
        self._random = random
        self.words = sorted(_words(code), key=lambda word: sha256(word.encode()).digest())
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def fields(self, facts: PageData) -> dict:
        text = "".join(f"<p>{self._text()}.</p>" for _ in range(facts.paragraphs))
        texts = {"title": self._text(6), "summary": self._text(15)}
        return texts | FIELDS[facts.model](facts, text)

    def _text(self, length: int = WORDS_IN_PARAGRAPH) -> str:
        chosen = self._random.choices(self.words, cum_weights=self._weights, k=length)
        return " ".join(chosen).capitalize()


def _words(code: str) -> list[str]:
    """Return the words of the demonstration, and further ones joined from two of them."""
    known = sorted(KnownWord.objects.filter(language=code).values_list("form", flat=True))
    pairs = islice(product(known, repeat=2), 0, None, 29)
    joined = (first[: len(first) // 2] + last[len(last) // 2 :] for first, last in pairs)
    return list(dict.fromkeys([*known, *joined]))[:DIFFERENT_WORDS]


def _content(facts: PageData, text: str) -> dict:
    return {"body": [("text", text)]}


def _meeting(facts: PageData, text: str) -> dict:
    return {**facts.dated, "status": "held", "participation": "listed", "outcome": text}


def _declaration(facts: PageData, text: str) -> dict:
    paragraph = {"number": 1, "text": text, "themes": [facts.theme.slug]}
    return {**facts.dated, "kind": "statement", "paragraphs": [("paragraph", paragraph)]}


FIELDS = {MeetingPage: _meeting, DeclarationPage: _declaration, ContentPage: _content}
_SHARES = (8, 1, 1)
PARENTS = {
    MeetingPage: MeetingIndexPage.objects.all(),
    DeclarationPage: DeclarationIndexPage.objects.all(),
    # Not the home page: the footer of each page names what is directly below that.
    ContentPage: ContentPage.objects.filter(slug="about"),
}


class PagePlaces:
    """Gives new pages their places below a parent page, after its other children."""

    def __init__(self, parent: Page):
        self.parent = parent
        last = parent.get_last_child()
        self._steps = count(Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1)

    def place(self, page: BasePage) -> BasePage:
        page.locale_id = self.parent.locale_id
        page.depth = self.parent.depth + 1
        page.path = Page._get_path(self.parent.path, page.depth, next(self._steps))
        page.url_path = f"{self.parent.url_path}{page.slug}/"
        page.draft_title = page.title
        return page


@dataclass
class GeneratedPage:
    """What is written on a page in one language; copies of the first page with it follow."""

    facts: PageData
    fields: dict
    first_id: int | None = None


class BenchmarkCorpus:
    """Creates pages in all languages, below the lists of their kind, and indexes them."""

    def __init__(self):
        self._random = Random(SEED)
        codes = [language.code for language in all_languages()]
        self.generators = {code: PageGenerator(code, self._random) for code in codes}
        themes = Theme.objects.filter(locale__language_code=source_language().code)
        self._themes = list(themes.order_by("slug"))
        self._states = sorted(set(StatePage.objects.values_list("territory", flat=True)))
        self._places: dict[tuple[type[Page], str], PagePlaces] = {}
        self._numbers = count()
        self._different: dict[int, dict[str, GeneratedPage]] = {}

    def make(self, size: int) -> None:
        """Create about so many pages; each translation counts as a page, as in Wagtail."""
        self._places = {
            (model, code): PagePlaces(parents.get(locale__language_code=code))
            for model, parents in PARENTS.items()
            for code in self.generators
        }
        numbers = islice(self._numbers, size // len(self.generators))
        while chunk := list(islice(numbers, BATCH_SIZE)):
            self._store(chunk)
        for places in self._places.values():
            children = places.parent.get_children().count()
            Page.objects.filter(pk=places.parent.pk).update(numchild=children)

    @transaction.atomic
    def _store(self, numbers: list[int]) -> None:
        made = [
            (found, self._page(found, code, number))
            for number in numbers
            for code, found in self._generated(number).items()
        ]
        _insert([page for _, page in made])
        _relate([(found.facts, page) for found, page in made if type(page) is MeetingPage])
        copy_index_entries([(found.first_id, page) for found, page in made if found.first_id])
        new = [(found, page) for found, page in made if not found.first_id]
        reindex_pages(Page.objects.filter(pk__in=[page.pk for _, page in new]))
        for found, page in new:
            found.first_id = page.pk

    def _generated(self, number: int) -> dict[str, GeneratedPage]:
        place = number % DIFFERENT_PAGES
        if place not in self._different:
            facts = self._facts()
            self._different[place] = {
                code: GeneratedPage(facts, generator.fields(facts))
                for code, generator in self.generators.items()
            }
        return self._different[place]

    def _page(self, found: GeneratedPage, code: str, number: int) -> BasePage:
        # The same in all languages.
        key = UUID(int=Random(f"{SEED} {number}").getrandbits(128))
        page = found.facts.model(slug=f"page-{number}", translation_key=key, **found.fields)
        return self._places[found.facts.model, code].place(page)

    def _facts(self) -> PageData:
        choose = self._random.choice
        return PageData(
            model=self._random.choices(list(FIELDS), weights=_SHARES)[0],
            day=date(2000, 1, 1) + timedelta(days=self._random.randrange(9_000)),
            place=choose(PLACES),
            states=self._random.sample(self._states, 3),
            theme=choose(self._themes),
            paragraphs=self._random.randint(2, 6),
        )


def _insert(pages: list[BasePage]) -> None:
    """Insert the rows of the pages; ``bulk_create`` does not support models with a parent table."""
    names = [field.attname for field in Page._meta.concrete_fields if field.name != "id"]
    rows = Page.objects.bulk_create(
        Page(**{name: getattr(page, name) for name in names}) for page in pages
    )
    for row, page in zip(rows, pages, strict=True):
        page.pk = page.id = row.pk
    for model in FIELDS:
        # What save() calls.
        if own := [page for page in pages if type(page) is model]:
            fields = model._meta.local_concrete_fields
            model._base_manager._insert(own, fields, using=connection.alias)


def _relate(meetings: list[tuple[PageData, MeetingPage]]) -> None:
    MeetingParticipant.objects.bulk_create(
        MeetingParticipant(meeting_id=page.pk, territory=code, sort_order=place)
        for facts, page in meetings
        for place, code in enumerate(facts.states)
    )
    chosen = MeetingPage.themes.through
    chosen.objects.bulk_create(
        chosen(meetingpage_id=page.pk, theme_id=facts.theme.pk) for facts, page in meetings
    )


@cache
def corpus() -> BenchmarkCorpus:
    return BenchmarkCorpus()


def grow(pages: int) -> None:
    """Create so many further pages, and tidy up as the nightly job does."""
    corpus().make(pages)
    get_engine().optimise()
    tidy_up()


def tidy_up() -> None:
    """Do what a database server does by itself after so many changes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
