"""Addresses of this site in the form in which redirects and counts store them.

Slugs are the same in every language, so an address without its language stands for all of them.
"""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from core.languages import Language, site_language, source_language
from core.localization import live_now

# Of ``Redirect.old_path``. PostgreSQL refuses longer values, and SQLite takes them silently.
MAX_PATH_LENGTH = 255  # characters


def stored_path(url_path: str) -> str:
    """Return ``/section/x`` for the ``url_path`` of a page, as in ``/home-y/section/x/``."""
    return normalised_path(url_path.split("/", 2)[2])


def is_in_page_tree(url_path: str) -> bool:
    """Return whether a ``url_path`` is that of a home page of the site or of a page below it."""
    return any(url_path.startswith(root.root_path) for root in Site.get_site_root_paths())


def normalised_path(path: str) -> str:
    """Return a path as redirects store it. What follows two slashes is no host here."""
    return Redirect.normalise_path("/" + path.lstrip("/"))


def split_language(path: str) -> tuple[Language | None, str]:
    """Return the language that a path begins with, if any, and the path without it."""
    first, _, rest = path.removeprefix("/").partition("/")
    try:
        return site_language(first), f"/{rest}"
    except KeyError:
        return None, path


def live_page_at(path: str) -> Page | None:
    """Return the page that readers find at a stored path, in its language or in the source's."""
    language, below = split_language(path)
    codes = [item.code for item in (language or source_language()).fallback_chain]
    roots = [root.root_path for root in Site.get_site_root_paths() if root.language_code in codes]
    url_paths = [f"{root}{below.strip('/')}/".replace("//", "/") for root in roots]
    # Wagtail has an index of slugs, but none of paths.
    slugs = {url_path.rstrip("/").rpartition("/")[2] for url_path in url_paths}
    return Page.objects.filter(live_now(), slug__in=slugs, url_path__in=url_paths).first()
