"""What was promised on a theme in the course of time, and the meetings on the way.

A thread reports paragraphs and what they take up. It rates nobody.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, Q

from core.fixed_addresses import FixedAddress
from core.languages import get
from core.models import BasePage, Theme
from core.subjects import Subjects

from .models import DeclarationPage, Reaffirmation


@dataclass(frozen=True)
class Entry:
    """A meeting on the theme, or a declaration with its ``paragraphs`` on it, by their numbers.

    ``adopted_at`` is the meeting of a declaration; ``reaffirmed`` are those that it takes up.
    """

    page: BasePage
    paragraphs: dict[int, str] = field(default_factory=dict)
    adopted_at: BasePage | None = None
    reaffirmed: list[DeclarationPage] = field(default_factory=list)


THEMES = FixedAddress("themes")


def theme_addresses(**narrowed: str) -> list[FixedAddress]:
    """The page of each theme, in the languages in which the theme has a name: one query."""
    languages = defaultdict(list)
    themes = Theme.objects.filter(live=True, **narrowed).order_by("slug", "locale")
    for slug, code in themes.values_list("slug", "locale__language_code"):
        languages[slug].append(get(code))
    return [FixedAddress("theme", (slug,), tuple(found)) for slug, found in languages.items()]


@dataclass(frozen=True)
class Counted:
    """A theme, and how many paragraphs of how many declarations are on it."""

    theme: Theme
    paragraphs: int
    declarations: int


def counted_themes() -> list[Counted]:
    """Return all themes: two queries."""
    pages = DeclarationPage.objects.for_reader()
    by_page = [Counter(_themed(page)) for page in pages]
    paragraphs = sum(by_page, Counter())
    declarations = Counter(slug for counts in by_page for slug in counts)
    themes = Theme.objects.all().for_reader()
    return [Counted(theme, paragraphs[theme.slug], declarations[theme.slug]) for theme in themes]


def thread(theme: Theme) -> list[Entry]:
    """Return what happened on a theme, the earliest first: four queries.

    A meeting that adopted one of the declarations is told with it.
    """
    on_theme = Subjects(themes=(theme.slug,))
    found = DeclarationPage.objects.about(on_theme).for_reader()
    declarations = {
        page: paragraphs
        for page in found.annotate(meeting_key=F("meeting__translation_key"))
        if (paragraphs := _paragraphs(page, theme.slug))
    }
    adopting = {page.meeting_key for page in declarations}
    meetings = _meetings(on_theme, adopting)
    reaffirmed = _reaffirmed(declarations)
    entries = [
        Entry(page, paragraphs, meetings.get(page.meeting_key), reaffirmed[page.pk])
        for page, paragraphs in declarations.items()
    ]
    entries += [Entry(meeting) for key, meeting in meetings.items() if key not in adopting]
    return sorted(entries, key=lambda entry: (entry.page.listing_rank, entry.page.pk))


def _themed(page: DeclarationPage) -> Iterator[str]:
    """Yield the address word of each theme of each paragraph."""
    for block in page.paragraphs:
        yield from block.value["themes"]


def _paragraphs(page: DeclarationPage, slug: str) -> dict[int, str]:
    values = (block.value for block in page.paragraphs)
    return {value["number"]: value["text"] for value in values if slug in value["themes"]}


def _meetings(subjects: Subjects, keys: Iterable[UUID]) -> dict[UUID, BasePage]:
    """The meetings on these subjects, and those with these translation keys."""
    meetings = DeclarationPage._meta.get_field("meeting").related_model.objects
    wanted = Q(pk__in=meetings.about(subjects).values("pk")) | Q(translation_key__in=keys)
    return {page.translation_key: page for page in meetings.filter(wanted).for_reader()}


def _reaffirmed(pages: Iterable[DeclarationPage]) -> dict[int, list[DeclarationPage]]:
    """The declarations that each of these takes up, by the numbers of the pages."""
    found: dict[int, list[DeclarationPage]] = defaultdict(list)
    links = Reaffirmation.objects.filter(page__in=[page.pk for page in pages])
    keys = list(links.values_list("page", "declaration__translation_key"))
    earlier = DeclarationPage.objects.filter(translation_key__in=[key for _, key in keys])
    shown = {page.translation_key: page for page in earlier.for_reader()}
    for number, key in keys:
        if key in shown:
            found[number].append(shown[key])
    return found
