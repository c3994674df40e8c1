"""The timeline of a theme: paragraphs of declarations, and meetings, in chronological order.

It contains no assessment of whether commitments were kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from core.languages import active_language, site_language
from core.localization import live_now
from core.models import BasePage, Theme
from core.models.theme import themes_for_reader
from core.non_page_routes import NonPageRoute
from core.subjects import Subjects

from .models import DeclarationPage, Reaffirmation


@dataclass(frozen=True)
class ThemeTimelineEntry:
    """A meeting on the theme, or a declaration with its paragraphs on the theme.

    ``paragraphs``: their HTML, by number. ``adopted_at``: the meeting that adopted the declaration.
    ``reaffirmed``: the earlier declarations that it reaffirms.
    """

    page: BasePage
    paragraphs: dict[int, str] = field(default_factory=dict)
    adopted_at: BasePage | None = None
    reaffirmed: list[DeclarationPage] = field(default_factory=list)


THEMES_ROUTE = NonPageRoute("themes", title=gettext_lazy("Themes"))


def theme_routes(**lookups: str) -> list[NonPageRoute]:
    """Return the route of each theme, in the languages that have its name: one query."""
    names = defaultdict(dict)
    themes = Theme.objects.filter(live_now(), **lookups).order_by("slug", "locale")
    for slug, code, name in themes.values_list("slug", "locale__language_code", "name"):
        names[slug][site_language(code)] = name
    chain = active_language().fallback_chain
    return [
        NonPageRoute(
            "theme",
            (slug,),
            tuple(by_language),
            title=next((by_language[item] for item in chain if item in by_language), ""),
        )
        for slug, by_language in names.items()
    ]


@dataclass(frozen=True)
class ThemeWithCounts:
    """A theme, with its number of paragraphs and of declarations."""

    theme: Theme
    paragraphs: int
    declarations: int


def themes_with_counts() -> list[ThemeWithCounts]:
    """Return all themes: two queries."""
    counts_by_page = [
        Counter(slug for block in page.paragraphs for slug in block.value["themes"])
        for page in DeclarationPage.objects.for_reader()
    ]
    paragraphs = sum(counts_by_page, Counter())
    declarations = Counter(slug for counts in counts_by_page for slug in counts)
    return [
        ThemeWithCounts(theme, paragraphs[theme.slug], declarations[theme.slug])
        for theme in themes_for_reader()
    ]


def theme_timeline(theme: Theme) -> list[ThemeTimelineEntry]:
    """Return the entries of a theme, the earliest first: four queries.

    A meeting that adopted one of the declarations is part of the entry of the declaration.
    """
    subjects = Subjects(themes=(theme.slug,))
    pages = DeclarationPage.objects.about(subjects).for_reader()
    declarations = {
        page: paragraphs
        for page in pages.annotate(meeting_key=F("meeting__translation_key"))
        if (paragraphs := _paragraphs(page, theme.slug))
    }
    adopting_keys = {page.meeting_key for page in declarations}
    meetings = _meetings(subjects, adopting_keys)
    reaffirmed = _reaffirmed(declarations)
    entries = [
        ThemeTimelineEntry(page, paragraphs, meetings.get(page.meeting_key), reaffirmed[page.pk])
        for page, paragraphs in declarations.items()
    ]
    entries += [
        ThemeTimelineEntry(meeting) for key, meeting in meetings.items() if key not in adopting_keys
    ]
    return sorted(entries, key=lambda entry: (entry.page.listing_rank, entry.page.pk))


def _paragraphs(page: DeclarationPage, slug: str) -> dict[int, str]:
    numbers = page.numbers
    return {
        numbers[block.id]: block.value["text"]
        for block in page.paragraphs
        if slug in block.value["themes"]
    }


def _meetings(subjects: Subjects, keys: Iterable[UUID]) -> dict[UUID, BasePage]:
    """Return the meetings with these subjects or translation keys, by translation key."""
    meetings = DeclarationPage._meta.get_field("meeting").related_model.objects
    condition = Q(pk__in=meetings.about(subjects).values("pk")) | Q(translation_key__in=keys)
    return {page.translation_key: page for page in meetings.filter(condition).for_reader()}


def _reaffirmed(pages: Iterable[DeclarationPage]) -> dict[int, list[DeclarationPage]]:
    """Return the declarations that each page reaffirms, by the ids of the pages."""
    reaffirmed: dict[int, list[DeclarationPage]] = defaultdict(list)
    links = Reaffirmation.objects.filter(page__in=[page.pk for page in pages])
    keys = list(links.values_list("page", "declaration__translation_key"))
    earlier = DeclarationPage.objects.filter(translation_key__in=[key for _, key in keys])
    pages_by_key = {page.translation_key: page for page in earlier.for_reader()}
    for pk, key in keys:
        if key in pages_by_key:
            reaffirmed[pk].append(pages_by_key[key])
    return reaffirmed
