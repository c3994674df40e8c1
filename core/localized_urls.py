"""URLs of pages and views in a language of the site, without a query.

Slugs are the same in every language, so the path of a page below its home page is the same in each
of them. Where a translation is missing, the same URL shows the marked fallback (core.routing).
"""

from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from .languages import Language, active_language, site_language


def path_below_home(page) -> str:
    """Return ``section/x/`` for a page whose ``url_path`` is ``/home-y/section/x/``."""
    return page.url_path.split("/", 2)[2]


def localized_url(page, language: Language | None = None) -> str:
    """Return the URL, without host, at which the page is served in ``language``.

    The default is the active language. If the page is not translated into it, its fallback is
    served at the same URL.
    """
    return language_url(path_below_home(page), language)


def language_url(path: str, language: Language | None = None) -> str:
    """Return the URL, without host, of a path below the home page of a language."""
    return _home_url((language or active_language()).code) + path


@cache
def _home_url(code: str) -> str:
    # Cached, because a page has many such URLs, and reversing a pattern is slow.
    return reverse_in_language("wagtail_serve", site_language(code), "")


def reverse_in_language(name: str, language: Language | None = None, *arguments: str) -> str:
    """Reverse the name of a view in ``language``, or else in the active language."""
    with translation.override((language or active_language()).code):
        return reverse(name, args=arguments)


@cache
def admin_home_url() -> str:
    """Return the URL of the admin, with which those of all its views begin."""
    return reverse("wagtailadmin_home")


def is_in_admin(request: HttpRequest) -> bool:
    """Return whether a request asks for a view of the admin. Every request needs to know."""
    return request.path.startswith(admin_home_url())


def hreflang_alternates(urls: Iterable[tuple[Language, str]]) -> list[tuple[str, str]]:
    """Return ``hreflang`` and absolute URL of each translation, and ``x-default`` last."""
    urls = list(urls)
    tagged = [(language.tag, url) for language, url in urls]
    tagged += [("x-default", url) for language, url in urls if language.is_source]
    return [(tag, absolute_url(url)) for tag, url in tagged]


def absolute_url(path: str) -> str:
    """Return the URL of a path of this site with scheme and host."""
    return f"{settings.SITE_ADDRESS}{path}"
