"""Easy-to-read versions: pages that say what a page or a view of the site says, in easy language.

An app that has such pages registers the hook ``register_easy_versions``: a function that returns
an ``EasyVersion`` for each of them in each language, published or not. It may make one query. The
answer is kept as long as the content is the same; what is public is decided for each request.
"""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from wagtail import hooks
from wagtail.models import Page

from .content_cache import cached_for_content
from .languages import active_language
from .localization import is_public

# The translation key of a page, or the name of a ``NonPageRoute``.
Original = UUID | str


@dataclass(frozen=True)
class EasyVersion:
    """A page in easy language, in one language, and what it is the easy version of."""

    original: Original
    page: Page


def easy_version_of(original: Original) -> Page | None:
    """Return the public easy version in the reader's own language.

    There is no fallback: who needs easy language is not helped by another language.
    """
    pages = cached_for_content("easy versions", _pages_by_original_and_language)
    found = pages.get((original, active_language().code), ())
    return next(filter(is_public, found), None)


def _pages_by_original_and_language() -> dict[tuple[Original, str], list[Page]]:
    pages = defaultdict(list)
    for find in hooks.get_hooks("register_easy_versions"):
        for version in find():
            pages[version.original, version.page.locale.language_code].append(version.page)
    return dict(pages)
