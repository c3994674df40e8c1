"""The words of the files that a page hands out."""

from collections.abc import Iterable

from django.db.models import QuerySet

from core.attachments import AttachedFile

from .models import DocumentText
from .privacy import restricted_document_ids


def readable_texts(files: Iterable[AttachedFile]) -> list[tuple[AttachedFile, str]]:
    """Return each file that everybody may open with its text.

    A file that no text was read from, such as a scan, is left out.
    """
    known = {file.document_id: file for file in files}
    if not known:
        return []
    return [
        (known[number], text) for number, text in readable(known).values_list("document", "text")
    ]


def readable(numbers: Iterable[int]) -> QuerySet[DocumentText]:
    """Return the texts of those among these documents that everybody may open."""
    open_to_all = set(numbers) - set(restricted_document_ids())
    return DocumentText.objects.filter(document__in=open_to_all).exclude(text="")
