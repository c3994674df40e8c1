"""Link handlers that render rich text for readers."""

from django.template.loader import render_to_string
from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from .link_targets import linked_documents, linked_page_urls
from .models import SiteDocument


class ReaderPageLinkHandler(PageLinkHandler):
    """As Wagtail's, but links to the page in the reader's language."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        urls = linked_page_urls([str(attrs.get("id", "")) for attrs in attrs_list])
        targets = [urls.get(str(attrs.get("id")), "") for attrs in attrs_list]
        return [f'<a href="{escape(target)}">' if target else "<a>" for target in targets]


class ReaderDocumentLinkHandler(DocumentLinkHandler):
    """As Wagtail's, but adds the format and size of the file to the link.

    They precede the link text, because a handler can write the opening tag only.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        ids = [str(attrs.get("id", "")) for attrs in attrs_list]
        found = linked_documents(ids)
        return [cls._opening_tag(found.get(pk)) for pk in ids]

    @staticmethod
    def _opening_tag(document: SiteDocument | None) -> str:
        if not document:
            return "<a>"
        context = {"kind": document.kind, "size": document.file_size}
        note = render_to_string("core/components/file_note.html", context).strip()
        return f'<a href="{escape(document.url)}">{note} '
