"""The frame around every page: languages, navigation, and what search engines are told."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, cached_property
from wagtail.models import Page

from . import languages
from .addresses import absolute, alternates, language_address, path_below_home
from .languages import Language
from .models.quick_exit import quick_exit_address
from .routing import reading
from .territories import Designation, cldr_name, designations
from .versions import EarlierText, earlier_text

SEARCH_PARAMETERS = (
    "q",
    "kind",
    "year",
    "state",
    "theme",
    "language",
    "order",
    "literally",
    "page",
)
LONGEST_VALUE = 200  # characters of a parameter that a link to another language keeps


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language menu."""

    language: Language
    address: str
    is_current: bool
    is_translated: bool


class Frame:
    """What the page frame shows around ``page``; ``page`` is ``None`` on search and error pages."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.language = languages.current()
        self.demonstration = settings.DEMONSTRATION
        self.footnotes: dict[str, Designation] = {}

    @cached_property
    def page(self) -> Page | None:
        return getattr(self.request, "shown_page", None)

    @property
    def is_fallback(self) -> bool:
        return bool(self.page and self.page.is_fallback)

    @cached_property
    def earlier_text(self) -> EarlierText | None:
        """Which text of its original the page reflects, if that has changed since.

        A preview shows words that are not published yet: nothing is known of their age.
        """
        is_preview = getattr(self.request, "is_preview", False)
        if not self.page or is_preview or self.page.text_language.is_source:
            return None
        return earlier_text(self.page, reading().versions(self.page))

    # Languages

    @property
    def text_language_name(self) -> str:
        """The language of the page's text, named in the reader's language."""
        return self.page.text_language.babel.get_language_name(self.language.babel)

    @property
    def original_address(self) -> str:
        """Where the text stands that an outdated translation was made from, as it is today."""
        return language_address(self.path, self.earlier_text.language)

    @property
    def path(self) -> str:
        """The part of the address that is the same in every language."""
        if self.page:
            return path_below_home(self.page)
        prefix, _, rest = self.request.path.lstrip("/").partition("/")
        is_page_address = re.fullmatch(r"([\w-]+/)*", rest)
        return rest if is_page_address and prefix == self.language.code else ""

    @cached_property
    def translated(self) -> set[str]:
        """Codes of the languages in which a reader finds this very page."""
        if not self.page:
            return {language.code for language in languages.all_languages()}
        return reading().translated(self.page)

    @cached_property
    def language_links(self) -> list[LanguageLink]:
        return [
            LanguageLink(
                language,
                language_address(self.path, language) + self._query(),
                language == self.language,
                language.code in self.translated,
            )
            for language in languages.all_languages()
        ]

    @property
    def twin_link(self) -> LanguageLink | None:
        """The same page in the language's other script."""
        twin = self.language.twin
        return next((link for link in self.language_links if link.language == twin), None)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """``hreflang`` and full address of each translation; a view says its own."""
        fixed = getattr(self.request, "fixed_address", None)
        if fixed and self.language in fixed.languages:
            return fixed.alternates
        if not self.page or self.is_fallback:
            return []
        found = [item for item in languages.all_languages() if item.code in self.translated]
        return alternates((item, language_address(self.path, item)) for item in found)

    @property
    def full_address(self) -> str:
        """Where this is found again, as it stands on paper."""
        return absolute(f"{self.request.path}{self._query()}")

    def _query(self) -> str:
        """What the reader has chosen or asked for, to be kept when the language changes."""
        kept = self.page.query_parameters if self.page else SEARCH_PARAMETERS
        query = [
            (name, self.request.GET[name][:LONGEST_VALUE])
            for name in kept
            if name in self.request.GET
        ]
        return f"?{urlencode(query)}" if query else ""

    # Navigation

    @property
    def home_address(self) -> str:
        return language_address("")

    @cached_property
    def _sections(self) -> list[Page]:
        return reading().sections

    @property
    def header_pages(self) -> list[Page]:
        return [page for page in self._sections if page.show_in_menus]

    @property
    def footer_pages(self) -> list[Page]:
        return [page for page in self._sections if not page.show_in_menus]

    @property
    def sections_by_slug(self) -> dict[str, Page]:
        return {page.slug: page for page in self._sections}

    @property
    def quick_exit_address(self) -> str:
        return quick_exit_address(self.language)

    @property
    def user_bar(self) -> bool:
        """Whether to ask who is looking: only where an editor's session may exist."""
        return settings.SESSION_COOKIE_NAME in self.request.COOKIES

    @property
    def section(self) -> Page | None:
        """The page below home that the shown page is, or stands under."""
        first = self.path.split("/", 1)[0] if self.page else ""
        return next((page for page in self._sections if page.slug == first), None)

    # Designations

    @cached_property
    def _designations(self) -> dict[str, Designation]:
        return designations(self.language)

    def designation(self, code: str) -> Designation:
        """Name a state on this page; its footnote is then printed at the foot of the page."""
        known = self._designations.get(code) or Designation(code)
        if known.footnote:
            self.footnotes[code] = known
        return known

    def state_name(self, code: str) -> str:
        return self.designation(code).name or cldr_name(code, self.language)

    def marked_state_name(self, code: str) -> str:
        """Name a state in a choice, where no link to its footnote can stand, with its mark."""
        return f"{self.state_name(code)}{self.designation(code).mark}"


def frame_of(request: HttpRequest) -> Frame:
    """Return the one frame of this request; it costs nothing until it is asked something."""
    if not hasattr(request, "_frame"):
        request._frame = SimpleLazyObject(lambda: Frame(request))
    return request._frame


def context(request: HttpRequest) -> dict:
    """Give every template the frame."""
    return {"frame": frame_of(request)}
