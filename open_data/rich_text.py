"""Rich text as HTML with absolute URLs, for other programs, and back again."""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text import features

from core.languages import source_language
from core.link_targets import linked_documents, linked_page_urls, prefetch_link_targets
from core.localized_urls import absolute_url, path_below_home
from core.models import BasePage
from core.site_tree import objects_of_site

_DOCUMENT_PATH = re.compile(r"/documents/([0-9]{1,9})/[^/]*")


def prefetch_links(pages: Iterable[BasePage]) -> None:
    """Fetch all pages and documents that these pages link to: three queries at most."""
    pages = list(pages)
    prefetch_link_targets(*pages)
    linked_documents(str(file.document_id) for page in pages for file in page.attached_files)


def document_absolute_url(pk: int | str) -> str:
    """Return the absolute URL of a document, or nothing; without a query if it was prefetched."""
    document = linked_documents([str(pk)])[str(pk)]
    return absolute_url(document.url) if document else ""


def document_id_at(url: str) -> int | None:
    """Return the id of the document at this URL of this site."""
    found = _DOCUMENT_PATH.fullmatch(url.removeprefix(settings.SITE_ADDRESS))
    pk = int(found[1]) if found else None
    return pk if pk and get_document_model().objects.filter(pk=pk).exists() else None


def rich_text_to_html(html: str) -> str:
    """Return stored rich text as HTML with absolute URLs."""
    if not html:
        return ""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        tag.attrs.pop("data-block-key", None)
    for link in soup.find_all("a", linktype=True):
        url = _link_url(link["linktype"], link.get("id", ""))
        link.attrs = {"href": url} if url else {}
    return soup.decode(formatter="minimal")


def _link_url(link_type: str, pk: str) -> str:
    if link_type == "page":
        path = linked_page_urls([pk]).get(pk)
        return absolute_url(path) if path else ""
    if link_type == "document":
        return document_absolute_url(pk) if pk.isdecimal() else ""
    return _url_of_other_link(link_type, pk)


def _url_of_other_link(link_type: str, pk: str) -> str:
    """Return the URL of a link of a type that a higher app registers, as readers get it."""
    handler = features.get_link_types().get(link_type)
    link = BeautifulSoup(handler.expand_db_attributes({"id": pk}) if handler else "", "html.parser")
    url = link.a.get("href") if link.a else ""
    return absolute_url(url) if url else ""


def html_to_rich_text(html: str, allowed_features: list[str]) -> str:
    """Return HTML as rich text is stored, with links to what this site has by their ids.

    ``allowed_features``: those of the rich text editor. Raise ``ValidationError`` for other markup.
    """
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a", href=True):
        link.attrs = _link_attributes(link["href"])
    clean, removed = DbHTMLConverter(allowed_features).clean(soup.decode(formatter="minimal"))
    if removed:
        raise ValidationError(
            _("Markup that texts of this site cannot have: %(tags)s."),
            params={"tags": ", ".join(sorted({f"<{item.tag}>" for item in removed}))},
        )
    return clean


def _link_attributes(url: str) -> dict[str, str]:
    document = document_id_at(url)
    if document:
        return {"linktype": "document", "id": str(document)}
    path = url.removeprefix(settings.SITE_ADDRESS)
    page = _page_at(path)
    if page:
        return {"linktype": "page", "id": str(page.pk)}
    return _attributes_of_other_link(path) or {"href": url}


def _attributes_of_other_link(path: str) -> dict[str, str]:
    """Return how a link type of a higher app stores the link, if one knows the path."""
    handlers = features.get_link_types().values()
    readers = [item.db_attributes_of for item in handlers if hasattr(item, "db_attributes_of")]
    return next((found for read in readers if (found := read(path))), {})


def _page_at(path: str) -> Page | None:
    """Return the page of the source language at a path such as ``/<language>/section/``."""
    prefix, _, below = path.removeprefix("/").partition("/")
    if not path.startswith("/") or prefix != source_language().code:
        return None
    pages = objects_of_site(Page).filter(
        locale__language_code=source_language().code, url_path__endswith=f"/{below}"
    )
    return next((page for page in pages if path_below_home(page) == below), None)
