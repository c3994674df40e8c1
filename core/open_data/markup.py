"""Rich text as HTML for other programs: with full addresses, and back again."""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter
from wagtail.documents import get_document_model
from wagtail.models import Page

from core.addresses import absolute, path_below_home
from core.languages import source
from core.links import addresses, documents, look_up_links
from core.models import BasePage

_DOCUMENT = re.compile(r"/documents/([0-9]{1,9})/[^/]*")


def look_up(pages: Iterable[BasePage]) -> None:
    """Find the addresses of all pages and files that these pages lead to: three queries at most."""
    pages = list(pages)
    look_up_links(*pages)
    documents(str(file.document_id) for page in pages for file in page.attached_files)


def document_address(pk: int | str) -> str:
    """The full address of a document, or nothing; if it was looked up before, without a query."""
    document = documents([str(pk)])[str(pk)]
    return absolute(document.url) if document else ""


def document_id(address: str) -> int | None:
    """The id of the document that has this address on this site."""
    found = _DOCUMENT.fullmatch(address.removeprefix(settings.SITE_ADDRESS))
    is_ours = address.startswith((settings.SITE_ADDRESS, "/"))
    pk = int(found[1]) if found and is_ours else None
    return pk if pk and get_document_model().objects.filter(pk=pk).exists() else None


def published(html: str) -> str:
    """Return stored rich text as HTML in which every link has a full address."""
    if not html:
        return ""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        tag.attrs.pop("data-block-key", None)
    for link in soup.find_all("a", linktype=True):
        target = _target(link["linktype"], link.get("id", ""))
        link.attrs = {"href": target} if target else {}
    return soup.decode(formatter="minimal")


def _target(kind: str, pk: str) -> str:
    if kind == "page":
        path = addresses([pk]).get(pk)
        return absolute(path) if path else ""
    return document_address(pk) if pk.isdecimal() else ""


def stored(html: str, features: list[str]) -> str:
    """Return HTML as rich text is stored; links to this site's pages and files follow them.

    Raise ``ValidationError`` for markup that the editor does not have.
    """
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a", href=True):
        link.attrs = _link(link["href"])
    clean, removed = DbHTMLConverter(features).clean(soup.decode(formatter="minimal"))
    if removed:
        raise ValidationError(
            _("Markup that texts of this site cannot have: %(tags)s."),
            params={"tags": ", ".join(sorted({f"<{found.tag}>" for found in removed}))},
        )
    return clean


def _link(address: str) -> dict[str, str]:
    document = document_id(address)
    if document:
        return {"linktype": "document", "id": str(document)}
    page = _page_at(address.removeprefix(settings.SITE_ADDRESS))
    return {"linktype": "page", "id": str(page.pk)} if page else {"href": address}


def _page_at(path: str) -> Page | None:
    """The page of the source language at a path such as ``/<language>/meetings/``."""
    prefix, _, below = path.removeprefix("/").partition("/")
    if not path.startswith("/") or prefix != source().code:
        return None
    pages = Page.objects.filter(locale__language_code=source().code, url_path__endswith=f"/{below}")
    return next((page for page in pages if path_below_home(page) == below), None)
