"""What a page is about, and the names of these subjects in all languages, for search.

A page is also found by the names that its subjects have in other languages. Apps register
providers of such names, and of their pages on a subject.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from enum import StrEnum

from django.db.models import QuerySet

from .request_cache import cached_for_request


@dataclass(frozen=True)
class Subjects:
    """The subjects of a page, each once, none empty.

    ``territories``: codes; ``themes``: slugs; ``places``: names in the page's own language.
    """

    territories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def __post_init__(self):
        for field in fields(self):
            once = dict.fromkeys(filter(None, getattr(self, field.name)))
            object.__setattr__(self, field.name, tuple(once))


class SubjectKind(StrEnum):
    """The kinds of subjects; the values are the fields of ``Subjects``."""

    TERRITORY = "territories"
    THEME = "themes"
    PLACE = "places"


NameProvider = Callable[[tuple[str, ...]], Iterable[tuple[str, str]]]
PageProvider = Callable[[Subjects], QuerySet]

_name_providers: list[tuple[SubjectKind, NameProvider]] = []
_page_providers: list[PageProvider] = []


def register_subject_names(kind: SubjectKind, provider: NameProvider) -> None:
    """Add a provider: given subjects of a kind, it returns their names as (language code, name).

    It may make one query, and must return names from public content only.
    """
    _name_providers.append((kind, provider))


def names_in_all_languages(subjects: Subjects) -> dict[str, list[str]]:
    """Return the names of these subjects by language code, each once.

    Each provider is called once per request for the same subjects, and not at all without any.
    """
    found: dict[str, list[str]] = {}
    for kind, provider in _name_providers:
        given = getattr(subjects, kind)
        for code, name in _names(provider, given) if given else ():
            names = found.setdefault(code, [])
            if name and name not in names:
                names.append(name)
    return found


def _names(provider: NameProvider, given: tuple[str, ...]) -> list[tuple[str, str]]:
    return cached_for_request((provider, given), lambda: list(provider(given)))


def register_pages_about(provider: PageProvider) -> None:
    """Add a provider: given subjects, it returns the pages on any of them, in every language."""
    _page_providers.append(provider)


def pages_about(subjects: Subjects) -> list[QuerySet]:
    """Return the pages on any of these subjects, live or not, to reindex after a new name."""
    return [provider(subjects) for provider in _page_providers]
