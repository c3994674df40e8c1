"""The words of the files that a page hands out."""

from collections.abc import Iterable

from django.db.models import QuerySet

from core.attachments import AttachedFile

from .models import DocumentText
from .privacy import restricted_document_ids


def readable_texts(files: Iterable[AttachedFile]) -> list[tuple[str, str]]:
    """Return the language's code and the text of each file that everybody may open.

    The code is "" where the page does not say the language. A file that no text was read from,
    such as a scan, is left out.
    """
    codes = {file.document_id: file.language_code for file in files}
    if not codes:
        return []
    return [
        (codes[number], text) for number, text in readable(codes).values_list("document", "text")
    ]


def readable(numbers: Iterable[int]) -> QuerySet[DocumentText]:
    """Return the texts of those among these documents that everybody may open."""
    open_to_all = set(numbers) - set(restricted_document_ids())
    return DocumentText.objects.filter(document__in=open_to_all).exclude(text="")
