"""The texts of the files that are attached to pages, as far as everybody may read them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from core.attachments import AttachedFile
from search.models import DocumentText

from .privacy import restricted_document_ids


def public_texts(files: Iterable[AttachedFile]) -> list[tuple[AttachedFile, str]]:
    """Return each unrestricted file with its text.

    A file without an extracted text, such as a scan, is left out.
    """
    by_id = {file.document_id: file for file in files}
    if not by_id:
        return []
    texts = public_document_texts(by_id).values_list("document", "text")
    return [(by_id[document_id], text) for document_id, text in texts]


def public_document_texts(document_ids: Iterable[int]) -> QuerySet[DocumentText]:
    """Return the texts of the unrestricted documents among these."""
    unrestricted = set(document_ids) - set(restricted_document_ids())
    return DocumentText.objects.filter(document__in=unrestricted).exclude(text="")
