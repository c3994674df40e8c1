"""What a page is about, and the names of these subjects in all languages, for search.

A page is also found by the names that its subjects have in other languages. Hooks return such
names, and the pages on a subject.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from django.db.models import QuerySet
from wagtail import hooks

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


NamesHook = Callable[[tuple[str, ...]], Iterable[tuple[str, str]]]

# The hooks for the names of each kind of subject, by the fields of ``Subjects``.
NAMES_HOOKS = {
    "territories": "register_territory_names",
    "themes": "register_theme_names",
    "places": "register_place_names",
}


def names_in_all_languages(subjects: Subjects) -> dict[str, list[str]]:
    """Return the names of these subjects by language code, each once.

    The hooks of ``NAMES_HOOKS`` get the subjects of their kind and return names as (language code,
    name). Each may make one query, and must return names from public content only. It is called
    once per request for the same subjects, and not at all without any.
    """
    found: dict[str, list[str]] = {}
    for field, hook_name in NAMES_HOOKS.items():
        given = getattr(subjects, field)
        for hook in hooks.get_hooks(hook_name) if given else ():
            for code, name in _names(hook, given):
                names = found.setdefault(code, [])
                if name and name not in names:
                    names.append(name)
    return found


def _names(hook: NamesHook, given: tuple[str, ...]) -> list[tuple[str, str]]:
    return cached_for_request((hook, given), lambda: list(hook(given)))


def pages_about(subjects: Subjects) -> list[QuerySet]:
    """Return the pages on any of these subjects, live or not, to reindex after a new name.

    The hook ``register_pages_about`` gets subjects and returns a query for the pages of its app on
    any of them, in every language.
    """
    return [hook(subjects) for hook in hooks.get_hooks("register_pages_about")]
