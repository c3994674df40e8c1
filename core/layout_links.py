"""The links of menu and footer that editors have set, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from wagtail.models import Page

from .blocks.language_rows import texts_by_language
from .language_texts import LanguageText, text_for
from .languages import Language, site_language
from .localization import best_translations_by_key, live_and_public
from .localized_urls import language_url, localized_url
from .models.layout import LayoutSettings, linked_page_ids
from .routing import PageResolver


@dataclass(frozen=True)
class LayoutLink:
    """A link in the menu or the footer; ``page`` is ``None`` for an address."""

    url: str
    label: LanguageText
    page: Page | None = None


@dataclass(frozen=True)
class LinkGroup:
    heading: LanguageText
    links: list[LayoutLink]


class LayoutLinks:
    """Builds the links in one language.

    A link to a page that its readers cannot open is left out. The pages take no query if they are
    directly below home, and otherwise one for all of them.
    """

    def __init__(self, settings: LayoutSettings, resolver: PageResolver):
        self.settings, self.resolver = settings, resolver
        self.language: Language = resolver.language

    @cached_property
    def menu(self) -> list[LayoutLink]:
        return self._links(self.settings.menu_links)

    @cached_property
    def groups(self) -> list[LinkGroup]:
        groups = []
        for group in self.settings.footer_groups:
            heading = text_for(texts_by_language(group["headings"], "text"), self.language)
            links = self._links(item["value"] for item in group["links"])
            if heading and links:
                groups.append(LinkGroup(heading, links))
        return groups

    def _links(self, stored: Iterable[dict]) -> list[LayoutLink]:
        return [link for item in stored if (link := self._link(item))]

    def _link(self, stored: dict) -> LayoutLink | None:
        label = text_for(texts_by_language(stored["labels"], "text"), self.language)
        if not stored.get("page"):
            address = stored.get("address") or ""
            # Not reversed: the address may have a query, or be that of a file.
            url = f"{self._home_url}{address[1:]}" if address.startswith("/") else address
            return LayoutLink(url, label) if url and label else None
        page = self._pages.get(stored["page"])
        return self.page_link(page, label) if page else None

    def page_link(self, page: Page, label: LanguageText | None = None) -> LayoutLink:
        title = LanguageText(page.title, site_language(page.locale.language_code))
        return LayoutLink(localized_url(page, self.language), label or title, page)

    @cached_property
    def _home_url(self) -> str:
        return language_url("", self.language)

    @cached_property
    def _pages(self) -> dict[int, Page]:
        """The version for the reader of each linked page, by the id of the page in the source."""
        groups = self.settings.footer_groups
        links = [*self.settings.menu_links]
        links += [item["value"] for group in groups for item in group["links"]]
        ids = linked_page_ids(links)
        found = [*self.resolver.top_pages]
        if missing := ids - {page.pk for page in found}:
            keys = Page.objects.filter(pk__in=missing).order_by().values("translation_key")
            versions = Page.objects.filter(
                translation_key__in=keys, locale__language_code__in=self.resolver.codes
            )
            found += versions.select_related("locale")
        used = [page for page in found if page.translation_key not in self.resolver.unused_sections]
        best = best_translations_by_key(live_and_public(used), self.resolver.codes)
        chosen = [page for page in found if page.pk in ids and page.translation_key in best]
        return {page.pk: best[page.translation_key] for page in chosen}
