"""Links between pages inside rich text: they lead to pages in the reader's language."""

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from .addresses import address
from .languages import current
from .memory import remember

# Quotation marks are escaped where rich text lies inside the JSON of a stream.
_PAGE_LINK = re.compile(r'<a [^>]*?linktype=\\?"page\\?"[^>]*>')
_ID = re.compile(r'\bid=\\?"(\d+)')


def look_up_links(page: Page) -> None:
    """Find the addresses of all links in a page's texts at once: one query, or none."""
    fields = [
        field for field in page._meta.fields if isinstance(field, RichTextField | StreamField)
    ]
    links = [link for field in fields for link in _PAGE_LINK.findall(_stored(field, page))]
    ids = {found[1] for link in links if (found := _ID.search(link))}
    if ids:
        addresses(ids)


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
