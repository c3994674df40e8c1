"""How old the text is that a reader sees of a translated page.

The workshop that translates pages registers what it knows of them; this module never learns which
app that is. A site without it has nothing to say.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.utils.timezone import localtime
from wagtail.models import Page

from . import languages
from .languages import Language

_moments: dict[str, Combinable] = {}
_finders: list[Callable[[list[Page]], dict[int, set[str]]]] = []


@dataclass(frozen=True)
class EarlierText:
    """The text of the original, changed since, that an outdated translation reflects."""

    language: Language
    published_on: date


def register_earlier_texts(moment: Combinable) -> None:
    """Say, as a value of a page in the database, when the text was published that it reflects.

    The value is null for a page that is up to date. It is read along with the page's translations,
    which are looked up anyway, so that the answer takes no query of its own.
    """
    _moments["reflects_text_of"] = moment


def with_their_age(pages: QuerySet) -> QuerySet:
    """Read with each of these pages what :func:`earlier_text` has to know."""
    return pages.annotate(**_moments)


def earlier_text(page: Page, versions: Iterable[Page]) -> EarlierText | None:
    """Return what a page's text reflects if its original has changed since; ``None`` if not.

    ``versions`` are the page in all languages, each with its age. A derived script is as old as
    the text it is derived from; should it lag behind that one itself, for as long as its job is not
    done, it says so.
    """
    moments = {
        version.locale.language_code: getattr(version, "reflects_text_of", None)
        for version in versions
    }
    # The origin's own original is the older text of the two.
    for code in (page.text_language.derived_from, page.text_language.code):
        if moment := moments.get(code):
            original = languages.get(code).derived_from
            language = languages.get(original) if original else languages.source()
            return EarlierText(language, localtime(moment).date())
    return None


def register_changed_parts(find: Callable[[list[Page]], dict[int, set[str]]]) -> None:
    """Say how to find what :func:`changed_parts` tells."""
    _finders.append(find)


def changed_parts(pages: list[Page]) -> dict[int, set[str]]:
    """Return what has changed in the originals of outdated translations, by the pages' ids.

    Each set holds content paths as wagtail-localize writes them, ``field`` or
    ``field.<block id>.<name>``. Unlike the age, this takes queries: ask for outdated pages alone.
    """
    found: dict[int, set[str]] = {page.pk: set() for page in pages}
    for find in _finders if pages else ():
        for pk, paths in find(pages).items():
            found[pk] |= paths
    return found
