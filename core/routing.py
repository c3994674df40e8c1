"""From an address to a page: the reader's language first, then the marked fallback.

Slugs are the same in every language. The first language of the chain that has a live page at the
path answers, and the active language stays the reader's. The whole tree is met in three queries,
whatever the depth of the path: stock routing takes two for each level.
"""

from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from wagtail.models import Page, Site

from .languages import Language, current
from .localization import best_by_key, is_private
from .memory import remember
from .versions import with_their_age

# Components of a path. No page lies deeper; a longer address would make a needlessly large query.
DEEPEST_PATH = 12


@dataclass
class Reading:
    """One request's view of the page tree, read once."""

    language: Language
    translations: dict[UUID, list[Page]] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        return [candidate.code for candidate in self.language.chain]

    @cached_property
    def top(self) -> list[Page]:
        """The home pages along the language chain and the pages directly below them."""
        pages = Page.objects.filter(locale__language_code__in=self.codes, depth__in=(2, 3))
        site = Site.objects.filter(root_page__translation_key=OuterRef("translation_key"))
        pages = pages.annotate(is_home=Exists(site)).select_related("locale").order_by("path")
        roots = {page.path for page in pages if page.is_home}
        return [page for page in pages if page.path[: page.steplen * 2] in roots]

    @property
    def homes(self) -> list[Page]:
        """The home pages, the reader's own first."""
        homes = [page for page in self.top if page.depth == 2]
        return sorted(homes, key=lambda page: self.codes.index(page.locale.language_code))

    @cached_property
    def sections(self) -> list[Page]:
        """The live pages below home, each in the best language, in the order of the source."""
        live = [page for page in self.top if page.depth == 3 and page.live and not is_private(page)]
        best = best_by_key(live, self.codes)
        ordered = sorted(live, key=lambda page: -self.codes.index(page.locale.language_code))
        return [best.pop(page.translation_key) for page in ordered if page.translation_key in best]

    def versions(self, page: Page) -> list[Page]:
        """This page in all languages that have it, published or not."""
        if page.translation_key not in self.translations:
            pages = Page.objects.filter(translation_key=page.translation_key)
            self.translations[page.translation_key] = self._read(pages)
        return self.translations[page.translation_key]

    def translated(self, page: Page) -> set[str]:
        """Codes of the languages in which this page is published for everybody."""
        return {
            version.locale.language_code
            for version in self.versions(page)
            if version.live and not is_private(version)
        }

    def _read(self, pages: QuerySet) -> list[Page]:
        """Read versions of pages; only a reader of translations is told how old they are."""
        pages = pages.select_related("locale")
        return list(pages if self.language.is_source else with_their_age(pages))

    def route(self, request: HttpRequest, path: str):
        """Return Wagtail's ``RouteResult`` for a path without its language; raise ``Http404``."""
        components = [component for component in path.split("/") if component]
        if len(components) > DEEPEST_PATH:
            raise Http404
        for page in self._candidates(components):
            remaining = components[page.depth - 2 :]
            # The path has no page of its own here; only a page with views below it can answer.
            if remaining and not getattr(page.specific_class, "answers_below", False):
                continue
            specific = page.specific
            specific.locale = page.locale
            try:
                return specific.route(request, remaining)
            except Http404:
                continue
        raise Http404

    def _candidates(self, components: list[str]) -> list[Page]:
        """The pages found on the way along the path, the deepest first, then by language."""
        wanted = [
            f"{home.url_path}{'/'.join(components[:length])}/".replace("//", "/")
            for home in self.homes
            for length in range(len(components) + 1)
        ]
        found = [page for page in self.top if page.url_path in wanted]
        if len(components) > 1:
            found += [page for page in self._deeper(wanted) if page.url_path in wanted]
        return sorted(
            found,
            key=lambda page: (-page.depth, self.codes.index(page.locale.language_code)),
        )

    def _deeper(self, wanted: list[str]) -> list[Page]:
        """The pages at these paths below the sections, with their translations in all languages.

        The translations come along because the language menu asks for them a moment later.
        """
        at_path = Page.objects.filter(url_path__in=wanted, depth__gt=3)
        pages = Page.objects.filter(translation_key__in=at_path.values("translation_key"))
        found = self._read(pages)
        for page in found:
            self.translations.setdefault(page.translation_key, []).append(page)
        return [page for page in found if page.locale.language_code in self.codes]


def reading() -> Reading:
    """Return this request's view of the tree, in the reader's language."""
    language = current()
    return remember(("reading", language.code), lambda: Reading(language))
