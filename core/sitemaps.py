"""The sitemap: an index and a file for each language, each URL with its translations.

The rows of all languages are read once, in the order of their translation keys, without an instance
of any page.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from xml.sax.saxutils import escape, quoteattr

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page

from .languages import Language, all_languages
from .localization import live_public_pages
from .localized_urls import absolute_url, hreflang_alternates, language_url
from .non_page_routes import non_page_routes
from .whole_files import WholeFileResponse

# With all alternates, a page takes up to 1.5 kB; a file may have 50,000 pages and 50 MB.
MAX_PAGES = 20_000
XML_TYPE = "application/xml"
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@require_safe
def sitemap_index(request: HttpRequest) -> WholeFileResponse:
    return WholeFileResponse(request.path, _index, content_type=XML_TYPE)


@require_safe
def sitemap(request: HttpRequest, section: str) -> WholeFileResponse:
    """Return the pages of a language, or a part of them: ``?p=2``."""
    language = next((item for item in all_languages() if item.code == section), None)
    written = request.GET.get("p", "1")
    part = int(written) if written.isdecimal() and len(written) < 4 else 0
    # The first part of a language exists always.
    if not language or not (part == 1 or 1 < part <= _parts().get(section, 1)):
        raise Http404
    return WholeFileResponse(
        f"{request.path}/{part}",
        lambda: _language_file(language, part),
        content_type=XML_TYPE,
        headers={"X-Robots-Tag": "noindex"},
    )


def _index() -> Iterator[bytes]:
    parts = _parts()
    yield _HEAD + f"<sitemapindex {_NAMESPACE}>\n".encode()
    for language in all_languages():
        for part in range(1, parts.get(language.code, 1) + 1):
            query = f"?p={part}" if part > 1 else ""
            url = absolute_url(f"/sitemap-{language.code}.xml{query}")
            yield f"<sitemap><loc>{escape(url)}</loc></sitemap>\n".encode()
    yield b"</sitemapindex>\n"


def _pages() -> QuerySet[Page]:
    return live_public_pages(Page.objects.filter(depth__gt=1)).order_by()


def _parts() -> dict[str, int]:
    """Return the number of files of each language that has pages."""
    counted = _pages().values_list("locale__language_code").annotate(pages=Count("pk"))
    return {code: -(-pages // MAX_PAGES) for code, pages in counted}


def _language_file(language: Language, part: int) -> Iterator[bytes]:
    yield _HEAD + f'<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'.encode()
    for route in non_page_routes() if part == 1 else ():
        if language in route.languages:
            yield _url(absolute_url(route.localized_url(language)), route.alternates)
    yield from islice(_page_urls(language), (part - 1) * MAX_PAGES, part * MAX_PAGES)
    yield b"</urlset>\n"


def _page_urls(language: Language) -> Iterator[bytes]:
    rows = (
        _pages()
        .order_by("translation_key", "locale_id")
        .values_list("translation_key", "locale__language_code", "url_path", "last_published_at")
    )
    homes = {item.code: (item, language_url("", item)) for item in all_languages()}
    for _, translations in groupby(rows.iterator(), key=itemgetter(0)):
        urls, changed_at, is_translated = [], None, False
        for _, code, path, published_at in translations:
            item, home = homes[code]
            urls.append((item, home + path.split("/", 2)[2]))
            if code == language.code:
                is_translated, location, changed_at = True, urls[-1][1], published_at
        if is_translated:
            yield _url(absolute_url(location), hreflang_alternates(urls), changed_at)


def _url(
    location: str, alternates: Iterable[tuple[str, str]], changed_at: datetime | None = None
) -> bytes:
    changed = f"<lastmod>{timezone.localdate(changed_at)}</lastmod>" if changed_at else ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(url)}/>'
        for tag, url in alternates
    )
    return f"<url><loc>{escape(location)}</loc>{changed}{links}</url>\n".encode()
