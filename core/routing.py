"""Routing of a URL path to a page in the reader's language, or else to its marked fallback.

Slugs are the same in every language. The page is served in the first language of the fallback
chain in which it is live, and the active language stays the reader's. This takes three queries,
whatever the depth of the path; Wagtail's own routing takes two for each level.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page, Site

from .content_cache import cached_for_content
from .languages import Language, active_language
from .localization import best_translations_by_key, is_live_now, live_and_public
from .outdated_translations import with_source_version_date
from .prepared_queries import prepared_query
from .request_cache import cached_for_request

# Components of a path. No page is deeper; a longer path would only make a large query.
MAX_PATH_DEPTH = 12
# What is read of the translations of a page: enough to route, and to offer them.
TRANSLATION_FIELDS = (
    *("content_type", "depth", "expire_at", "live", "locale", "path"),
    *("translation_key", "url_path"),
)
TOP_DEPTHS = HOME_DEPTH, SECTION_DEPTH = 2, 3


@dataclass
class PageResolver:
    """Finds pages of the tree for one request in one language, and caches what it has read.

    Requests share the pages at the top of the tree: nobody may change these objects.
    """

    language: Language
    translations: dict[UUID, list[Page]] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        return [candidate.code for candidate in self.language.fallback_chain]

    @property
    def top_pages(self) -> list[Page]:
        """The home pages along the fallback chain and the pages directly below them."""
        return cached_for_content(("top pages", self.language.code), self._read_top_pages)

    def _read_top_pages(self) -> list[Page]:
        pages = Page.objects.filter(locale__language_code__in=self.codes, depth__in=TOP_DEPTHS)
        site = Site.objects.filter(root_page__translation_key=OuterRef("translation_key"))
        pages = pages.annotate(is_home=Exists(site)).select_related("locale").order_by("path")
        roots = {page.path for page in pages if page.is_home}
        return [page for page in pages if page.path[: page.steplen * 2] in roots]

    @property
    def home_pages(self) -> list[Page]:
        """The home pages, the reader's own first."""
        homes = [page for page in self.top_pages if page.depth == HOME_DEPTH]
        return sorted(homes, key=lambda page: self.codes.index(page.locale.language_code))

    @property
    def sections(self) -> list[Page]:
        """The live pages directly below home, each in the best language, in the source's order.

        Those that have nothing to show are left out.
        """
        return cached_for_content(("sections", self.language.code), self._find_sections)

    def _find_sections(self) -> list[Page]:
        live = live_and_public(page for page in self.top_pages if page.depth == SECTION_DEPTH)
        best = best_translations_by_key(live, self.codes)
        ordered = sorted(live, key=lambda page: -self.codes.index(page.locale.language_code))
        for key in self.unused_sections:
            best.pop(key, None)
        return [best.pop(page.translation_key) for page in ordered if page.translation_key in best]

    @property
    def unused_sections(self) -> set[UUID]:
        """Translation keys of the sections that nothing leads to, because they have no pages yet.

        The functions of the hook ``register_unused_sections`` return them; each gets ``top_pages``.
        """

        def find() -> set[UUID]:
            functions = hooks.get_hooks("register_unused_sections")
            return set().union(*(function(self.top_pages) for function in functions))

        return cached_for_content(("unused sections", self.language.code), find)

    def all_translations(self, page: Page) -> list[Page]:
        """Return this page in all languages that have it, published or not."""
        key = page.translation_key
        if page.depth in TOP_DEPTHS:
            return cached_for_content(
                ("translations", key, self.language.is_source), lambda: self._fetch_all(key)
            )
        if key not in self.translations:
            self.translations[key] = self._fetch_all(key)
        return self.translations[key]

    def translated_codes(self, page: Page) -> set[str]:
        """Return the codes of the languages in which this page is published for everybody."""
        return {
            version.locale.language_code for version in live_and_public(self.all_translations(page))
        }

    def _fetch_all(self, key: UUID) -> list[Page]:
        return _translations(key, is_source=self.language.is_source)

    def route(self, request: HttpRequest, path: str):
        """Return Wagtail's ``RouteResult`` for a path without its language; raise ``Http404``."""
        components = [component for component in path.split("/") if component]
        if len(components) > MAX_PATH_DEPTH:
            raise Http404
        for page in self._candidates(components):
            remaining = components[page.depth - 2 :]
            # No page has the whole path; only a page with sub-routes can serve the rest of it.
            if remaining and not getattr(page.specific_class, "has_subpage_routes", False):
                continue
            try:
                return self._specific(page).route(request, remaining)
            except (Http404, ObjectDoesNotExist):  # it may have been deleted a moment ago
                continue
        raise Http404

    def _specific(self, page: Page) -> Page:
        """Return an instance of its own, since requests share ``page.specific`` of the top pages.

        Raises ``ObjectDoesNotExist``.
        """
        model = page.specific_class
        if model is None:  # its page type was removed
            return page
        if not (found := _pages_of_type(page.pk, model=model)):
            raise model.DoesNotExist
        [specific] = found
        specific.locale = page.locale
        return specific

    def _candidates(self, components: list[str]) -> list[Page]:
        """Return the live pages at the path and above it, the deepest first, then by language."""
        url_paths = [
            f"{home.url_path}{'/'.join(components[:length])}/".replace("//", "/")
            for home in self.home_pages
            for length in range(len(components) + 1)
        ]
        found = [page for page in self.top_pages if page.url_path in url_paths]
        if len(components) > 1:
            deep = self._deep_pages(url_paths, components)
            found += [page for page in deep if page.url_path in url_paths]
        return sorted(
            filter(is_live_now, found),
            key=lambda page: (-page.depth, self.codes.index(page.locale.language_code)),
        )

    def _deep_pages(self, url_paths: list[str], slugs: list[str]) -> list[Page]:
        """Return the pages at these paths below the sections, and their translations.

        All translations are fetched at once, because the language menu needs them.
        """
        found = _translations_of_paths(url_paths, slugs, is_source=self.language.is_source)
        for page in found:
            self.translations.setdefault(page.translation_key, []).append(page)
        return [page for page in found if page.locale.language_code in self.codes]


@prepared_query
def _pages_of_type(pk: int, *, model: type[Page]) -> QuerySet:
    return model._default_manager.filter(pk=pk)


@prepared_query
def _translations(key: UUID, *, is_source: bool) -> QuerySet:
    return _to_route(Page.objects.filter(translation_key=key), is_source)


@prepared_query
def _translations_of_paths(url_paths: list[str], slugs: list[str], *, is_source: bool) -> QuerySet:
    """Return the pages below the sections at these paths, in all languages.

    Wagtail has an index of slugs, but none of paths: without the slugs, the database would read
    every page.
    """
    at_path = Page.objects.filter(slug__in=slugs, url_path__in=url_paths, depth__gt=SECTION_DEPTH)
    pages = Page.objects.filter(translation_key__in=at_path.values("translation_key"))
    return _to_route(pages, is_source)


def _to_route(pages: QuerySet, is_source: bool) -> QuerySet:
    pages = pages.select_related("locale").only(*TRANSLATION_FIELDS)
    # Only readers of translations see the notice on outdated ones.
    return pages if is_source else with_source_version_date(pages)


def page_resolver() -> PageResolver:
    """Return the resolver of this request for the active language."""
    language = active_language()
    return cached_for_request(("page resolver", language.code), lambda: PageResolver(language))
