"""Targets of links in rich text: pages in the reader's language, and documents."""

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from .languages import active_language
from .localization import is_live_now, live_now
from .localized_urls import localized_url
from .request_cache import cached_for_request
from .routing import page_resolver

# Quotation marks are escaped where rich text lies inside the JSON of a stream.
_LINK = re.compile(r'<a [^>]*?linktype=\\?"(page|document)\\?"[^>]*>')
_ID = re.compile(r'\bid=\\?"(\d+)')


def prefetch_link_targets(*pages: Page) -> None:
    """Fetch the targets of all links in the pages' texts: at most one query for each type."""
    ids: dict[str, set[str]] = {"page": set(), "document": set()}
    for page in pages:
        for field in page._meta.fields:
            if isinstance(field, RichTextField | StreamField):
                for link in _LINK.finditer(str(field.value_to_string(page) or "")):
                    if found := _ID.search(link[0]):
                        ids[link[1]].add(found[1])
    linked_page_urls(ids["page"])
    linked_documents(ids["document"])


def linked_page_urls(ids: Iterable[str]) -> dict[str, str]:
    """Return URLs in the active language by page id, from the request's cache if possible.

    The URL is empty if no version of the page is live along the language's fallbacks.
    """
    cached = cached_for_request(("links", active_language().code), dict)
    cached |= _urls_of_top_pages(pk for pk in ids if pk not in cached)
    missing = [pk for pk in ids if pk and pk not in cached]
    if missing:
        codes = [language.code for language in active_language().fallback_chain]
        live = Page.objects.filter(
            live_now(),
            translation_key=OuterRef("translation_key"),
            locale__language_code__in=codes,
        )
        pages = Page.objects.filter(Exists(live), pk__in=missing).order_by().only("url_path")
        cached |= dict.fromkeys(missing, "")
        cached |= {str(page.pk): localized_url(page) for page in pages}
    return cached


def _urls_of_top_pages(ids: Iterable[str]) -> dict[str, str]:
    """Return the URLs of those pages that need no query, as most links lead to a section."""
    pages = {str(page.pk): page for page in page_resolver().top_pages}
    live = {page.translation_key for page in pages.values() if is_live_now(page)}
    chosen = {pk: pages[pk] for pk in ids if pk in pages}
    return {
        pk: localized_url(page) if page.translation_key in live else ""
        for pk, page in chosen.items()
    }


def linked_documents(ids: Iterable[str]) -> dict[str, AbstractDocument | None]:
    """Return documents by id, from the request's cache if possible; ``None`` if deleted."""
    cached = cached_for_request("linked documents", dict)
    missing = [pk for pk in ids if pk and pk not in cached]
    if missing:
        found = get_document_model().objects.in_bulk(missing)
        cached |= {pk: found.get(int(pk)) for pk in missing}
    return cached
