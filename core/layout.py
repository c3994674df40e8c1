"""Template context of the page layout: languages, navigation, and metadata for search engines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext
from wagtail.models import Page

from core.models.layout import layout_settings
from core.models.quick_exit import quick_exit_url

from . import languages
from .content_cache import cached_for_content
from .easy_versions import easy_version_of
from .language_texts import LanguageText
from .languages import Language
from .layout_links import LayoutLink, LayoutLinks, LinkGroup
from .localization import public_pages_by_language
from .localized_urls import absolute_url, hreflang_alternates, language_url, path_below_home
from .outdated_translations import ReflectedSourceVersion, outdated_source_version
from .routing import page_resolver
from .territories import Designation, cldr_name, designations

LAST_LATIN_1_LETTER = "\xff"
MAX_PARAMETER_LENGTH = 200  # characters of a query parameter that language links keep


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language menu."""

    language: Language
    url: str
    is_current: bool
    is_translated: bool
    page_counts: Mapping[str, int]

    @property
    def page_count(self) -> int:
        return self.page_counts.get(self.language.code, 0)

    @property
    def source_page_count(self) -> int:
        return self.page_counts.get(languages.source_language().code, 0)

    @property
    def has_whole_site(self) -> bool:
        return self.page_count >= self.source_page_count


class LayoutContext:
    """What the layout shows around ``page``, which is ``None`` in views that serve no page.

    Such a view may set two attributes of the request: ``non_page_route``, a ``NonPageRoute``, and
    ``query_parameters``, as on ``BasePage``: the names of the parameters that it uses.
    """

    def __init__(self, request: HttpRequest):
        self.request = request
        self.demonstration = settings.DEMONSTRATION
        self.footnotes: dict[str, Designation] = {}

    @cached_property
    def language(self) -> Language:
        return languages.active_language()

    # Names, and the notice

    @cached_property
    def site_name(self) -> LanguageText:
        return layout_settings().short_name(self.language)

    @cached_property
    def site_long_name(self) -> LanguageText:
        return layout_settings().name(self.language)

    @cached_property
    def site_description(self) -> LanguageText | None:
        return layout_settings().description(self.language)

    @cached_property
    def notice(self) -> LanguageText | None:
        return layout_settings().current_notice(self.language)

    @property
    def notice_tone(self) -> str:
        return layout_settings().notice_tone

    @property
    def font_files(self) -> list[str]:
        """The files of the typeface that the letters of the language need (static/css/site.css)."""
        subsets = ["latin"]
        letters = settings.SITE_ALPHABETS[self.language.code].replace(" ", "")
        if self.language.script == "Cyrl":
            subsets.append("cyrillic")
        elif max(letters) > LAST_LATIN_1_LETTER:
            subsets.append("latin-ext")
        return [f"fonts/source-serif-4-{subset}-wght-normal.woff2" for subset in subsets]

    # The page

    @cached_property
    def page(self) -> Page | None:
        return getattr(self.request, "shown_page", None)

    @property
    def is_fallback(self) -> bool:
        return bool(self.page and self.page.is_fallback)

    @cached_property
    def outdated_source_version(self) -> ReflectedSourceVersion | None:
        """The version of the source text that the page reflects, if it is outdated.

        ``None`` for a preview, too: it shows text that is not published yet.
        """
        is_preview = getattr(self.request, "is_preview", False)
        if not self.page or is_preview or self.page.text_language.is_source:
            return None
        return outdated_source_version(self.page, page_resolver().all_translations(self.page))

    @property
    def mistake_report_url(self) -> str:
        """What reports a mistake on the page by mail, where somebody reads such mails."""
        address = layout_settings().corrections_email
        return self._mail_about_page(address, gettext("A mistake on a page"))

    @cached_property
    def easy_version(self) -> Page | None:
        """The easy-to-read version of the page or the view in the reader's language."""
        route = getattr(self.request, "non_page_route", None)
        original = self.page.translation_key if self.page else route and route.name
        return easy_version_of(original) if original else None

    # Languages

    @property
    def text_language_name(self) -> str:
        """The language of the page's text, named in the reader's language."""
        return self.page.text_language.babel.get_language_name(self.language.babel)

    @property
    def translation_request_url(self) -> str:
        """What asks for a translation of the page by mail, where somebody reads such mails."""
        address = layout_settings().translation_email
        return self._mail_about_page(address, self.page.title) if self.page else ""

    def _mail_about_page(self, address: str, subject: str) -> str:
        # Not beside "Leave this site": a mail leaves traces.
        if not address or not self.page or self.page.has_quick_exit:
            return ""
        parts = {"subject": subject, "body": self.absolute_url}
        return f"mailto:{address}?{urlencode(parts, quote_via=quote)}"

    @property
    def original_url(self) -> str:
        """URL of the page that an outdated translation was made from, in its current version."""
        return language_url(self.path, self.outdated_source_version.language)

    @cached_property
    def path(self) -> str:
        """The part of the URL that is the same in every language."""
        if self.page:
            return path_below_home(self.page)
        prefix, _, rest = self.request.path.lstrip("/").partition("/")
        is_page_path = re.fullmatch(r"([\w-]+/)*", rest)
        return rest if is_page_path and prefix == self.language.code else ""

    @cached_property
    def translated_codes(self) -> set[str]:
        """Codes of the languages in which this page is published, without fallbacks."""
        if not self.page:
            return {language.code for language in languages.all_languages()}
        return page_resolver().translated_codes(self.page)

    @cached_property
    def language_links(self) -> list[LanguageLink]:
        # The small pages of help do not ask for them.
        page_counts = SimpleLazyObject(
            lambda: cached_for_content("pages by language", public_pages_by_language)
        )
        return [
            LanguageLink(
                language,
                self.url_in(language),
                language == self.language,
                language.code in self.translated_codes,
                page_counts,
            )
            for language in languages.all_languages()
        ]

    @property
    def page_language_links(self) -> list[LanguageLink]:
        """The languages that the page is in, for its right column; empty if there is but one."""
        links = [link for link in self.language_links if link.is_translated]
        return links if len(links) > 1 or self.is_fallback else []

    @property
    def other_script_link(self) -> LanguageLink | None:
        """The same page in the language's other script."""
        other_script = self.language.other_script
        return next((link for link in self.language_links if link.language == other_script), None)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """``hreflang`` and absolute URL of each translation of the page or the view."""
        fixed = getattr(self.request, "non_page_route", None)
        if fixed and self.language in fixed.languages:
            return fixed.alternates
        if not self.page or self.is_fallback:
            return []
        found = [item for item in languages.all_languages() if item.code in self.translated_codes]
        return hreflang_alternates((item, language_url(self.path, item)) for item in found)

    @property
    def absolute_url(self) -> str:
        """URL of the current request with scheme and host, for the printed page."""
        return absolute_url(f"{self.request.path}{_query_string(self._parameters)}")

    def url_in(self, language: Language) -> str:
        """Return the URL of this page in a language, with what the reader has chosen."""
        parameters = self._parameters
        if parameters and self.page:
            parameters = self.page.parameters_in(language, parameters)
        return language_url(self.path, language) + _query_string(parameters)

    @cached_property
    def _parameters(self) -> dict[str, str]:
        """The query parameters that the page uses."""
        names = getattr(self.page or self.request, "query_parameters", ())
        given = self.request.GET
        return {name: given[name][:MAX_PARAMETER_LENGTH] for name in names if name in given}

    # Navigation

    @property
    def home_url(self) -> str:
        return language_url("")

    @cached_property
    def _sections(self) -> list[Page]:
        return page_resolver().sections

    @property
    def header_pages(self) -> list[Page]:
        """The sections that are marked for menus."""
        return [page for page in self._sections if page.show_in_menus]

    @cached_property
    def _links(self) -> LayoutLinks:
        return cached_for_content(
            ("layout links", self.language.code),
            lambda: LayoutLinks(layout_settings(), page_resolver()),
        )

    @cached_property
    def menu(self) -> list[LayoutLink]:
        """The links of the main menu: those of the settings, or else the marked sections."""
        return self._links.menu or [self._links.page_link(page) for page in self.header_pages]

    @property
    def menu_urls(self) -> set[str]:
        return {link.url for link in self.menu}

    @property
    def footer_groups(self) -> list[LinkGroup]:
        return self._links.groups

    @property
    def footer_pages(self) -> list[Page]:
        """The sections that neither the menu nor a group of the footer links to."""
        links = [*self.menu, *(link for group in self.footer_groups for link in group.links)]
        linked = {link.page.pk for link in links if link.page}
        return [page for page in self._sections if page.pk not in linked]

    @property
    def sections_by_slug(self) -> dict[str, Page]:
        return {page.slug: page for page in self._sections}

    @property
    def quick_exit_url(self) -> str:
        return quick_exit_url(self.language)

    @property
    def shows_userbar(self) -> bool:
        """Whether to render Wagtail's user bar; without a session cookie nobody is logged in."""
        return settings.SESSION_COOKIE_NAME in self.request.COOKIES

    @cached_property
    def section(self) -> Page | None:
        """The page directly below home that is the shown page or its ancestor."""
        first = self.path.split("/", 1)[0] if self.page else ""
        return next((page for page in self._sections if page.slug == first), None)

    # Designations

    @cached_property
    def _designations(self) -> dict[str, Designation]:
        return designations(self.language)

    def designation(self, code: str) -> Designation:
        """Return the designation of a state and collect its footnote for the end of the page."""
        found = self._designations.get(code) or Designation(code)
        if found.footnote:
            self.footnotes[code] = found
        return found

    def state_name(self, code: str, language: Language | None = None) -> str:
        if language and language != self.language:
            found = designations(language).get(code)
            return (found and found.name) or cldr_name(code, language)
        return self.designation(code).name or cldr_name(code, self.language)

    def marked_state_name(self, code: str) -> str:
        """Return the name of a state with the mark of its footnote, for use in ``<option>``."""
        return f"{self.state_name(code)}{self.designation(code).mark}"


def layout_context_for(request: HttpRequest) -> LayoutContext:
    """Return the layout context of this request, created once."""
    if not hasattr(request, "_layout_context"):
        request._layout_context = LayoutContext(request)
    return request._layout_context


def layout_context(request: HttpRequest) -> dict:
    """Context processor that adds the layout context to every template."""
    return {"layout": layout_context_for(request)}


def _query_string(parameters: Mapping[str, str]) -> str:
    return f"?{urlencode(parameters)}" if parameters else ""
