"""Addresses of pages in the reader's language, without a query.

Slugs are the same in every language, so a page's path below its home page is its address in each
of them; where a translation is missing, the same address shows the marked fallback (core.routing).
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from .languages import Language, current
from .memory import remember


def path_below_home(page) -> str:
    """Return ``meetings/x/`` for a page whose ``url_path`` is ``/home-y/meetings/x/``."""
    return page.url_path.split("/", 2)[2]


def address(page, language: Language | None = None) -> str:
    """Return where a reader of ``language`` (default: the current one) finds the page.

    Lists of results have many addresses: each language's home page is looked up once.
    """
    language = language or current()
    home = remember(("home address", language.code), lambda: language_address("", language))
    return home + path_below_home(page)


def language_address(path: str, language: Language | None = None) -> str:
    with translation.override((language or current()).code):
        return reverse("wagtail_serve", args=[path])


def absolute(path: str) -> str:
    """Return the full public address of a path of this site."""
    return f"{settings.SITE_ADDRESS}{path}"
