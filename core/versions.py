"""How old the text is that a reader sees of a translated page.

The workshop that translates pages registers what it knows of them; this module never learns which
app that is. A site without it has nothing to say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from wagtail.models import Page

from .languages import Language


@dataclass(frozen=True)
class EarlierText:
    """The text of the original, changed since, that an outdated translation reflects."""

    language: Language
    published_on: date


_providers: list[Callable[[Page], EarlierText | None]] = []


def register_earlier_texts(provider: Callable[[Page], EarlierText | None]) -> None:
    """Add a provider: given a translated page, it returns ``None`` if the page is up to date."""
    _providers.append(provider)


def earlier_text(page: Page) -> EarlierText | None:
    """Return what a page's text reflects if its original has changed since; ``None`` if not.

    An original costs nothing, a translation what the providers cost.
    """
    if page.text_language.is_source:
        return None
    return next(filter(None, (provider(page) for provider in _providers)), None)
