"""How rich text is turned into HTML for readers."""

from django.template.loader import render_to_string
from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from .links import addresses, documents
from .models import SiteDocument


class ReaderPageLinkHandler(PageLinkHandler):
    """As Wagtail's, but straight to the page in the reader's language."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        known = addresses([str(attrs.get("id", "")) for attrs in attrs_list])
        targets = [known.get(str(attrs.get("id")), "") for attrs in attrs_list]
        return [f'<a href="{escape(target)}">' if target else "<a>" for target in targets]


class ReaderDocumentLinkHandler(DocumentLinkHandler):
    """As Wagtail's, but the link says that it leads to a file, of which kind and size.

    It says so before its words, because only the beginning of a link is ours to write.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        ids = [str(attrs.get("id", "")) for attrs in attrs_list]
        known = documents(ids)
        return [cls._opening(known.get(pk)) for pk in ids]

    @staticmethod
    def _opening(document: SiteDocument | None) -> str:
        if not document:
            return "<a>"
        facts = {"kind": document.kind, "size": document.file_size}
        note = render_to_string("core/components/file_note.html", facts).strip()
        return f'<a href="{escape(document.url)}">{note} '
