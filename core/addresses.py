"""URLs of pages and views in a language of the site, without a query.

Slugs are the same in every language, so the path of a page below its home page is the same in each
of them. Where a translation is missing, the same URL shows the marked fallback (core.routing).
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
    """Return the URL, without host, at which the page is served in ``language``.

    The default is the active language. If the page is not translated into it, its fallback is
    served at the same URL.
    """
    return _home_url((language or current()).code) + path_below_home(page)


@cache
def _home_url(code: str) -> str:
    # Cached, because a list has the URLs of many pages, and reversing a pattern is slow.
    return language_address("", get(code))


def language_address(path: str, language: Language | None = None) -> str:
    """Return the URL, without host, of a path below the home page of a language."""
    return named_address("wagtail_serve", language, path)


def named_address(name: str, language: Language | None = None, *arguments: str) -> str:
    """Reverse the name of a view in ``language``, or else in the active language."""
    with translation.override((language or current()).code):
        return reverse(name, args=arguments)


def alternates(urls: Iterable[tuple[Language, str]]) -> list[tuple[str, str]]:
    """Return ``hreflang`` and absolute URL of each translation, and ``x-default`` last."""
    urls = list(urls)
    tagged = [(language.tag, url) for language, url in urls]
    tagged += [("x-default", url) for language, url in urls if language.is_source]
    return [(tag, absolute(url)) for tag, url in tagged]


def absolute(path: str) -> str:
    """Return the URL of a path of this site with scheme and host."""
    return f"{settings.SITE_ADDRESS}{path}"
