"""The sitemap: one file per language, each address with its translations as alternates."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from .addresses import absolute, address, alternates
from .fixed_addresses import FixedAddress, fixed_addresses
from .languages import Language, all_languages, get
from .localization import private_paths


class LanguageSitemap(Sitemap):
    """What is public and translated in one language; fallbacks are in no sitemap."""

    limit = 5000

    def __init__(self, language: Language):
        self.language = language

    def items(self):
        pages = Page.objects.live().filter(locale__language_code=self.language.code, depth__gt=1)
        for path in private_paths():
            pages = pages.exclude(path__startswith=path)
        return pages.order_by("path")

    def location(self, page):
        return address(page, self.language)

    def lastmod(self, page):
        return page.last_published_at

    def get_urls(self, page=1, site=None, protocol=None):
        """Return Django's dictionaries, with addresses of this site and all alternates.

        What no page answers comes first, and once.
        """
        chosen = self.paginator.page(page)
        pages = list(chosen.object_list)
        found = self._translations(pages)
        fixed = [] if chosen.has_previous() else self._fixed_addresses()
        urls = [_url(item.for_reader(self.language), item.alternates) for item in fixed]
        return urls + [
            _url(self.location(item), alternates(found[item.translation_key]), self.lastmod(item))
            for item in pages
        ]

    def _fixed_addresses(self) -> list[FixedAddress]:
        return [item for item in fixed_addresses() if self.language in item.languages]

    def _translations(self, pages: list[Page]) -> dict[UUID, list[tuple[Language, str]]]:
        """The languages and addresses of each page, by translation key: one query."""
        found = defaultdict(list)
        translations = Page.objects.live().filter(
            translation_key__in=[page.translation_key for page in pages]
        )
        for path in private_paths():
            translations = translations.exclude(path__startswith=path)
        for page in translations.select_related("locale").order_by("locale_id"):
            language = get(page.locale.language_code)
            found[page.translation_key].append((language, address(page, language)))
        return found


def _url(path: str, translations: list[tuple[str, str]], changed_at: datetime | None = None):
    """What Django's template of a sitemap takes."""
    return {
        "location": absolute(path),
        "lastmod": changed_at,
        "changefreq": None,
        "priority": "",
        "alternates": [{"lang_code": tag, "location": location} for tag, location in translations],
    }


def sitemaps() -> dict[str, LanguageSitemap]:
    return {language.code: LanguageSitemap(language) for language in all_languages()}
