"""The words of uploaded documents: read once for each file, kept beside the document."""

import logging

from django.db import transaction
from django.db.models import F, Model, QuerySet
from wagtail.documents import get_document_model
from wagtail.utils.file import hash_filelike

from .extraction import Extraction, extract
from .models import DocumentText

logger = logging.getLogger(__name__)


def unread() -> QuerySet:
    """Return the documents that were not read yet, or whose file is another one by now."""
    documents = get_document_model().objects
    return documents.exclude(document_text__file_hash=F("file_hash"))


def read(document: Model, again: bool = False) -> bool:
    """Read the words of a document's file, and tell whether that was necessary.

    It is not if they are known, unless they are wanted ``again``. A missing file is logged and
    left: what its document is worth is for the editors to say, and Wagtail tells them.
    """
    try:
        with document.open_file() as file:
            file_hash = hash_filelike(file)
            known = DocumentText.objects.filter(document=document.pk, file_hash=file_hash)
            if known.exists() and not again:
                return False
            extraction = extract(file)
    except FileNotFoundError:
        logger.warning("The file of document %s is missing: %s", document.pk, document.file)
        return False
    return _keep(document, file_hash, extraction)


def forget_outdated(document: Model) -> None:
    """Let go of the words of a file that was replaced; nobody shall find them any more."""
    texts = DocumentText.objects.filter(document=document)
    texts.exclude(file_hash=document.file_hash).delete()


@transaction.atomic
def _keep(document: Model, file_hash: str, extraction: Extraction) -> bool:
    """Write the words down, unless the document or its file is gone while they were read."""
    same = get_document_model().objects.filter(
        pk=document.pk, file=document.file.name, file_hash=document.file_hash
    )
    if not same.select_for_update().exists():
        return False
    DocumentText.objects.update_or_create(
        document_id=document.pk, defaults={"file_hash": file_hash, **extraction._asdict()}
    )
    return True
