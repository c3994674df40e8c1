"""The sitemap: one file per language, each URL with its translations as alternates."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from .languages import Language, all_languages, site_language
from .localization import live_public_pages
from .localized_urls import absolute_url, hreflang_alternates, localized_url
from .non_page_routes import non_page_routes


class LanguageSitemap(Sitemap):
    """The public pages and views that are translated into one language, without fallbacks."""

    limit = 5000

    def __init__(self, language: Language):
        self.language = language

    def items(self):
        pages = Page.objects.filter(locale__language_code=self.language.code, depth__gt=1)
        return live_public_pages(pages).order_by("path")

    def location(self, page):
        return localized_url(page, self.language)

    def lastmod(self, page):
        return page.last_published_at

    def get_urls(self, page=1, site=None, protocol=None):
        """Return Django's dictionaries, with URLs of this site and all alternates.

        The first page of the sitemap begins with the non-page routes.
        """
        chosen = self.paginator.page(page)
        pages = list(chosen.object_list)
        found = self._translations(pages)
        routes = [] if chosen.has_previous() else non_page_routes()
        return [
            *(
                _sitemap_url(route.localized_url(self.language), route.alternates)
                for route in routes
                if self.language in route.languages
            ),
            *(
                _sitemap_url(
                    self.location(item),
                    hreflang_alternates(found[item.translation_key]),
                    self.lastmod(item),
                )
                for item in pages
            ),
        ]

    def _translations(self, pages: list[Page]) -> dict[UUID, list[tuple[Language, str]]]:
        """Return language and URL of each translation, by translation key: one query."""
        found = defaultdict(list)
        translations = live_public_pages(
            Page.objects.filter(translation_key__in=[page.translation_key for page in pages])
        )
        for page in translations.select_related("locale").order_by("locale_id"):
            language = site_language(page.locale.language_code)
            found[page.translation_key].append((language, localized_url(page, language)))
        return found


def _sitemap_url(
    path: str, translations: list[tuple[str, str]], changed_at: datetime | None = None
) -> dict:
    """Return the variables of Django's sitemap template for one URL."""
    return {
        "location": absolute_url(path),
        "lastmod": changed_at,
        "changefreq": None,
        "priority": "",
        "alternates": [{"lang_code": tag, "location": location} for tag, location in translations],
    }


def sitemaps() -> dict[str, LanguageSitemap]:
    return {language.code: LanguageSitemap(language) for language in all_languages()}
