"""The words of the files that a page hands out."""

from collections.abc import Iterable

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
    open_to_all = set(codes) - set(restricted_document_ids())
    texts = DocumentText.objects.filter(document__in=open_to_all).exclude(text="")
    return [(codes[number], text) for number, text in texts.values_list("document", "text")]
