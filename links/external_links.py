"""The addresses of other sites that live pages link to, found in their stored texts and blocks."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urldefrag

from django.conf import settings
from django.db.models import URLField
from wagtail.fields import StreamField
from wagtail.models import Page

from core.page_types import long_text_fields, page_types

from .models.external_address import MAX_EXTERNAL_LENGTH

_HREF = re.compile(r'<a [^>]*?href="(https?://[^"]+)"', re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def external_links() -> dict[str, set[int]]:
    """Return the ids of the live pages, in every language, by the address that they link to."""
    found: dict[str, set[int]] = defaultdict(set)
    for model in page_types():
        urls = [field.name for field in model._meta.local_fields if isinstance(field, URLField)]
        names = [*long_text_fields(model), *urls]
        if not names:
            continue
        for page in model.objects.filter(live=True).only(*names).iterator(chunk_size=200):
            for url in links_of(page, names):
                found[url].add(page.pk)
    return found


def links_of(page: Page, names: list[str]) -> set[str]:
    """Return the addresses of other sites in these fields of a page."""
    found = set()
    for name in names:
        field, value = page._meta.get_field(name), getattr(page, name)
        found.update(_addresses_in(value.raw_data if isinstance(field, StreamField) else value))
    return {url for url in found if _is_checked(url)}


def _addresses_in(stored: Any) -> Iterator[str]:
    """Yield the addresses in the stored value of a stream, in rich text or in a plain address."""
    if isinstance(stored, str):
        addresses = [stored] if _ADDRESS.fullmatch(stored) else _HREF.findall(stored)
        yield from (urldefrag(unescape(address))[0] for address in addresses)
    elif isinstance(stored, dict):
        for value in stored.values():
            yield from _addresses_in(value)
    elif stored and not isinstance(stored, int | float):
        for value in stored:
            yield from _addresses_in(value)


def _is_checked(url: str) -> bool:
    is_own = f"{url}/".startswith(f"{settings.SITE_ADDRESS}/")
    return not is_own and len(url) <= MAX_EXTERNAL_LENGTH and url.isprintable()
