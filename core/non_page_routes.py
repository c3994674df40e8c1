"""Public URLs that are served by a view and not by a page, with the same path in every language.

A hook returns those that belong in the sitemap. The validator refuses a page whose URL such a view
would take.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from .content_cache import cached_for_content
from .languages import Language, active_language, all_languages, source_language
from .localized_urls import hreflang_alternates, language_url, path_below_home, reverse_in_language

PAGE_URL_NAME = "wagtail_serve"


@dataclass(frozen=True)
class NonPageRoute:
    """A URL pattern by its name, with arguments and the languages that it is translated into.

    ``title``: its name in the active language, by which searches find it. ``search_words``: further
    words, separated by commas. ``leads_to_help``: whether it is for people in need.
    ``window_title``: its title in the history of a browser, if that has to be another one.
    ``has_quick_exit``: whether it has "Leave this site". ``may_be_easy``: whether it links to its
    easy-to-read version, if there is one.
    """

    name: str
    arguments: tuple[str, ...] = ()
    languages: tuple[Language, ...] = field(default_factory=all_languages)
    title: str = ""
    search_words: str = ""
    leads_to_help: bool = False
    window_title: str = ""
    has_quick_exit: bool = False
    may_be_easy: bool = False

    def localized_url(self, language: Language) -> str:
        return reverse_in_language(self.name, language, *self.arguments)

    @property
    def slug(self) -> str:
        """The last part of its address, which is the same in every language."""
        return self.localized_url(active_language()).strip("/").rpartition("/")[2]

    @property
    def alternates(self) -> list[tuple[str, str]]:
        return hreflang_alternates(
            (language, self.localized_url(language)) for language in self.languages
        )


def non_page_routes() -> list[NonPageRoute]:
    """Return the routes for the sitemap.

    The hook ``register_non_page_routes`` returns a list of them. It may make one query.
    """
    return [route for hook in hooks.get_hooks("register_non_page_routes") for route in hook()]


def routes_for_reader() -> list[NonPageRoute]:
    """Return the same routes, in the active language, kept as long as the content is the same."""
    return cached_for_content(("non-page routes", active_language().code), non_page_routes)


def validate_slug_not_reserved(slug: str, parent: Page | None) -> None:
    """Raise ``ValidationError`` if a view already has the URL of this slug below ``parent``.

    The URL patterns themselves are resolved: all of them come before Wagtail's.
    """
    if parent is None or parent.is_root() or not slug:
        return
    path = f"{path_below_home(parent)}{slug}/"
    if not _leads_to_pages(path):
        message = _("“%(slug)s” is the address of another part of this site. Choose another one.")
        raise ValidationError(message % {"slug": slug})


def _leads_to_pages(path: str) -> bool:
    """Return whether Wagtail serves this path below the home page."""
    with translation.override(source_language().code):
        try:
            return resolve(language_url(path)).url_name == PAGE_URL_NAME
        except Http404:
            return True
