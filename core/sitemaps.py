"""The sitemap: one file per language, each page with its translations as alternates."""

from collections import defaultdict

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from .addresses import absolute, address
from .languages import Language, all_languages, get
from .localization import private_paths


class LanguageSitemap(Sitemap):
    """The translated, public pages of one language; fallbacks are in no sitemap."""

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
        """Return Django's dictionaries, with addresses of this site and all alternates."""
        pages = list(self.paginator.page(page).object_list)
        alternates = self._alternates(pages)
        return [
            {
                "item": item,
                "location": absolute(self.location(item)),
                "lastmod": self.lastmod(item),
                "changefreq": None,
                "priority": "",
                "alternates": alternates[item.translation_key],
            }
            for item in pages
        ]

    def _alternates(self, pages: list[Page]) -> dict[str, list[dict]]:
        """The translations of each page, by translation key: one query."""
        found = defaultdict(list)
        translations = Page.objects.live().filter(
            translation_key__in=[page.translation_key for page in pages]
        )
        for path in private_paths():
            translations = translations.exclude(path__startswith=path)
        for page in translations.select_related("locale").order_by("locale_id"):
            language = get(page.locale.language_code)
            location = absolute(address(page, language))
            found[page.translation_key].append({"lang_code": language.tag, "location": location})
            if language.is_source:
                found[page.translation_key].append({"lang_code": "x-default", "location": location})
        return found


def sitemaps() -> dict[str, LanguageSitemap]:
    return {language.code: LanguageSitemap(language) for language in all_languages()}
