"""Links inside rich text: to pages, which lead to the reader's language, and to documents."""

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from .addresses import address
from .languages import current
from .memory import remember

# Quotation marks are escaped where rich text lies inside the JSON of a stream.
_LINK = re.compile(r'<a [^>]*?linktype=\\?"(page|document)\\?"[^>]*>')
_ID = re.compile(r'\bid=\\?"(\d+)')


def look_up_links(*pages: Page) -> None:
    """Find what all links in the texts of pages lead to at once: a query for each kind, or none."""
    ids: dict[str, set[str]] = {"page": set(), "document": set()}
    for page in pages:
        for field in page._meta.fields:
            if isinstance(field, RichTextField | StreamField):
                for link in _LINK.finditer(_stored(field, page)):
                    if found := _ID.search(link[0]):
                        ids[link[1]].add(found[1])
    addresses(ids["page"])
    documents(ids["document"])


def _stored(field, page: Page) -> str:
    return str(field.value_to_string(page) or "")


def addresses(ids: Iterable[str]) -> dict[str, str]:
    """Return the reader's addresses by page id; those looked up before cost nothing."""
    known = remember(("links", current().code), dict)
    missing = [pk for pk in ids if pk and pk not in known]
    if missing:
        codes = [language.code for language in current().chain]
        live = Page.objects.filter(
            live=True,
            translation_key=OuterRef("translation_key"),
            locale__language_code__in=codes,
        )
        pages = Page.objects.filter(Exists(live), pk__in=missing).only("url_path")
        known |= dict.fromkeys(missing, "")
        known |= {str(page.pk): address(page) for page in pages}
    return known


def documents(ids: Iterable[str]) -> dict[str, AbstractDocument | None]:
    """Return documents by their id; those looked up before cost nothing."""
    known = remember("linked documents", dict)
    missing = [pk for pk in ids if pk and pk not in known]
    if missing:
        found = get_document_model().objects.in_bulk(missing)
        known |= {pk: found.get(int(pk)) for pk in missing}
    return known
