"""Structured data of a page: JSON-LD 1.1 in the vocabulary of https://schema.org.

It repeats what the page shows. It contains no type that implies legal force, such as Legislation.
"""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from .languages import all_languages
from .layout import LayoutContext
from .localized_urls import absolute_url, localized_url
from .request_cache import cached_for_request
from .routing import page_resolver

Thing = dict[str, Any]


def structured_data(layout: LayoutContext) -> Thing:
    """Return the shown page with its breadcrumbs, its translations and its main entity."""
    page = layout.page
    data = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": page.canonical_url,
        "name": page.listing_title,
        "description": page.description,
        "inLanguage": page.text_language.tag,
        "dateModified": page.last_published_at and page.last_published_at.isoformat(),
        "breadcrumb": _breadcrumb(layout),
        **translation_links(page),
        "mainEntity": page.structured_data,
    }
    return without_empty(data)


def translation_links(page) -> Thing:
    """Return the properties that link a creative work to its translations or its original."""
    # Of the page, and of what it is about. A page without a primary key is previewed, too.
    key = ("translation links", page.translation_key, page.text_language)
    return cached_for_request(key, lambda: _translation_links(page))


def _translation_links(page) -> Thing:
    codes = page_resolver().translated_codes(page)
    works = {
        language: {
            "@type": "CreativeWork",
            "url": absolute_url(localized_url(page, language)),
            "inLanguage": language.tag,
        }
        for language in all_languages()
        if language != page.text_language and language.code in codes
    }
    source = [work for language, work in works.items() if language.is_source]
    if page.text_language.is_source:
        return {"workTranslation": list(works.values())}
    return {"translationOfWork": source[0] if source else None}


def absolute_file_url(path: str) -> str:
    """Return the absolute URL of a file on this site or elsewhere."""
    return urljoin(settings.SITE_ADDRESS, path)


def place_data(name: str, country: str) -> Thing | None:
    """Return a ``Place``, or ``None``; the country is a code, which needs no footnote."""
    if not name and not country:
        return None
    return {
        "@type": "Place",
        "name": name,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": name,
            "addressCountry": country,
        },
    }


def _breadcrumb(layout: LayoutContext) -> Thing:
    """Return the ``BreadcrumbList`` of the page, as the page shows it."""
    steps = [(str(layout.site_name), layout.home_url)]
    if layout.section and layout.section.pk != layout.page.pk:
        steps.append((layout.section.title, localized_url(layout.section)))
    if layout.path:
        steps.append((layout.page.listing_title, localized_url(layout.page)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute_url(item)}
            for position, (name, item) in enumerate(steps, start=1)
        ],
    }


def without_empty(value: Any) -> Any:
    """Remove empty values from dictionaries at any depth."""
    if isinstance(value, dict):
        cleaned = {name: without_empty(item) for name, item in value.items()}
        return {name: item for name, item in cleaned.items() if item not in ("", None, [], {})}
    if isinstance(value, list):
        return [without_empty(item) for item in value]
    return value
