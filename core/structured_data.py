"""Structured data of a page: JSON-LD 1.1 in the vocabulary of https://schema.org.

It repeats what the page shows. It contains no type that implies legal force, such as Legislation.
"""

from datetime import date
from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from .addresses import absolute, address
from .dates import Precision
from .frame import Frame
from .languages import all_languages
from .routing import reading

Thing = dict[str, Any]


def structured_data(frame: Frame) -> Thing:
    """Return the shown page with its breadcrumbs, its translations and its main entity."""
    page = frame.page
    data = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": page.canonical_address,
        "name": page.listing_title,
        "description": page.description,
        "inLanguage": page.text_language.tag,
        "dateModified": page.last_published_at and page.last_published_at.isoformat(),
        "breadcrumb": _breadcrumb(frame),
        **translations(page),
        "mainEntity": page.structured_data,
    }
    return without_empty(data)


def translations(page) -> Thing:
    """Return the properties that link a creative work to its translations or its original."""
    works = {
        language: {
            "@type": "CreativeWork",
            "url": absolute(address(page, language)),
            "inLanguage": language.tag,
        }
        for language in all_languages()
        if language != page.text_language and language.code in reading().translated(page)
    }
    source = [work for language, work in works.items() if language.is_source]
    if page.text_language.is_source:
        return {"workTranslation": list(works.values())}
    return {"translationOfWork": source[0] if source else None}


def day(value: date, precision: Precision) -> str:
    """Return a date to its known precision (ISO 8601: reduced representations)."""
    lengths = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
    return value.isoformat()[: lengths[precision]]


def full_address(path: str) -> str:
    """Return the absolute URL of a file on this site or elsewhere."""
    return urljoin(settings.SITE_ADDRESS, path)


def place(name: str, country: str) -> Thing | None:
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


def _breadcrumb(frame: Frame) -> Thing:
    """Return the ``BreadcrumbList`` of the page, as the page shows it."""
    steps = [("NATC SEE", frame.home_address)]
    if frame.section and frame.section.pk != frame.page.pk:
        steps.append((frame.section.title, address(frame.section)))
    if frame.path:
        steps.append((frame.page.listing_title, address(frame.page)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(item)}
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
