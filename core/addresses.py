"""Addresses of pages in the reader's language, without a query.

Slugs are the same in every language, so a page's path below its home page is its address in each
of them; where a translation is missing, the same address shows the marked fallback (core.routing).
"""

from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from .languages import Language, current, get


def path_below_home(page) -> str:
    """Return ``meetings/x/`` for a page whose ``url_path`` is ``/home-y/meetings/x/``."""
    return page.url_path.split("/", 2)[2]


def address(page, language: Language | None = None) -> str:
    """Return where a reader of ``language`` (default: the current one) finds the page."""
    return _home_address((language or current()).code) + path_below_home(page)


@cache
def _home_address(code: str) -> str:
    """Lists have many addresses of pages, and to reverse a pattern takes its time."""
    return language_address("", get(code))


def language_address(path: str, language: Language | None = None) -> str:
    return named_address("wagtail_serve", language, path)


def named_address(name: str, language: Language | None = None, *arguments: str) -> str:
    """Return where a reader of ``language`` finds a view that has a name and no page."""
    with translation.override((language or current()).code):
        return reverse(name, args=arguments)


def alternates(addresses: Iterable[tuple[Language, str]]) -> list[tuple[str, str]]:
    """Return ``hreflang`` and full address of each translation, the default last."""
    addresses = list(addresses)
    tagged = [(language.tag, path) for language, path in addresses]
    tagged += [("x-default", path) for language, path in addresses if language.is_source]
    return [(tag, absolute(path)) for tag, path in tagged]


def absolute(path: str) -> str:
    """Return the full public address of a path of this site."""
    return f"{settings.SITE_ADDRESS}{path}"
