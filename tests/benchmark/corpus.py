"""A reproducible site of any size in all languages, for benchmarks of search.

The words are those of the demonstration, and others joined from their halves. Their frequencies
follow Zipf's law, as in real texts. The rows of pages are written directly, without the admin; the
index is filled by the same code as on a real site.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate, count, islice, product
from random import Random
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from core.languages import all_languages, source_language
from core.models import BasePage, Theme
from declarations.models import DeclarationPage
from home.models import ContentPage, HomePage
from meetings.models import MeetingPage, MeetingParticipant
from search.index.indexing import reindex_pages
from search.models import KnownWord
from states.models import StatePage

SEED = 4
DIFFERENT_WORDS = 20_000  # of each language
WORDS_IN_PARAGRAPH = 50
TRANSLATIONS = 5  # of each page, beside the source
BATCH_SIZE = 500  # pages
PLACES = ("Ljubljana", "Vienna", "Sofia", "Skopje", "Tirana", "Zagreb", "Bucharest", "Athens")


@dataclass(frozen=True)
class PageData:
    """The data that a page and its translations share."""

    number: int
    key: UUID
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
        self._words = sorted(_words(code), key=lambda word: sha256(word.encode()).digest())
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self._words))))

    def page(self, facts: PageData) -> BasePage:
        text = "".join(f"<p>{self._text()}.</p>" for _ in range(facts.paragraphs))
        return facts.model(
            title=self._text(6),
            summary=self._text(15),
            slug=str(facts.number),
            translation_key=facts.key,
            **FIELDS[facts.model](facts, text),
        )

    def _text(self, length: int = WORDS_IN_PARAGRAPH) -> str:
        chosen = self._random.choices(self._words, cum_weights=self._weights, k=length)
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


FIELDS = {ContentPage: _content, MeetingPage: _meeting, DeclarationPage: _declaration}
_SHARES = (18, 1, 1)


class BenchmarkCorpus:
    """Creates the pages, below one parent page in each language, and indexes them."""

    def __init__(self):
        self._random = Random(SEED)
        codes = [language.code for language in all_languages()]
        self._writers = {code: PageGenerator(code, self._random) for code in codes}
        themes = Theme.objects.filter(locale__language_code=source_language().code)
        self._themes = list(themes.order_by("slug"))
        self._states = sorted(set(StatePage.objects.values_list("territory", flat=True)))
        self._folders = {code: _folder(code) for code in codes}
        self._steps = {code: count(1) for code in codes}

    def make(self, size: int) -> None:
        """Create so many pages; each translation counts as a page, as in Wagtail."""
        pages = islice(self._pages(), size)
        while chunk := list(islice(pages, BATCH_SIZE)):
            self._store(chunk)
        for folder in self._folders.values():
            Page.objects.filter(pk=folder.pk).update(
                numchild=Page.objects.filter(
                    path__startswith=folder.path, depth=folder.depth + 1
                ).count()
            )

    def _pages(self) -> Iterator[tuple[PageData, BasePage]]:
        others = [code for code in self._writers if code != source_language().code]
        for number in count(1):
            facts = self._facts(number)
            for code in [source_language().code, *self._random.sample(others, TRANSLATIONS)]:
                yield facts, self._place(self._writers[code].page(facts), code)

    def _facts(self, number: int) -> PageData:
        choose = self._random.choice
        return PageData(
            number=number,
            key=UUID(int=self._random.getrandbits(128)),
            model=self._random.choices(list(FIELDS), weights=_SHARES)[0],
            day=date(2000, 1, 1) + timedelta(days=self._random.randrange(9_000)),
            place=choose(PLACES),
            states=self._random.sample(self._states, 3),
            theme=choose(self._themes),
            paragraphs=self._random.randint(2, 6),
        )

    def _place(self, page: BasePage, code: str) -> BasePage:
        folder = self._folders[code]
        page.locale = folder.locale
        page.depth = folder.depth + 1
        page.path = Page._get_path(folder.path, page.depth, next(self._steps[code]))
        page.url_path = f"{folder.url_path}{page.slug}/"
        page.draft_title = page.title
        return page

    @transaction.atomic
    def _store(self, chunk: list[tuple[PageData, BasePage]]) -> None:
        names = [field.attname for field in Page._meta.concrete_fields if field.name != "id"]
        rows = Page.objects.bulk_create(
            Page(**{name: getattr(page, name) for name in names}) for _, page in chunk
        )
        for row, (_, page) in zip(rows, chunk, strict=True):
            page.pk = page.id = row.pk
            # bulk_create does not support multi-table inheritance; a raw save writes the child row.
            page.save_base(raw=True, force_insert=True)
        meetings = [(facts, page) for facts, page in chunk if facts.model is MeetingPage]
        _relate(meetings)
        reindex_pages(Page.objects.filter(pk__in=[row.pk for row in rows]))


def _folder(code: str) -> ContentPage:
    home = HomePage.objects.select_related("locale").get(locale__language_code=code)
    folder = ContentPage(title="Pages", slug="pages", locale=home.locale)
    return home.add_child(instance=folder)


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
