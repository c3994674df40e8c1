"""The texts of uploaded documents: extracted once for each file and stored beside the document."""

import logging

from django.db import transaction
from django.db.models import F, Model, QuerySet
from wagtail.documents import get_document_model
from wagtail.utils.file import hash_filelike

from search.models import DocumentText

from .extraction import TextExtraction, extract_text

logger = logging.getLogger(__name__)


def unread_documents() -> QuerySet:
    """Return the documents without a stored text, and those whose file has been replaced."""
    documents = get_document_model().objects
    return documents.exclude(document_text__file_hash=F("file_hash"))


def update_document_text(document: Model, again: bool = False) -> bool:
    """Extract and store the text of a document's file; return whether that was done.

    A file whose text is stored is skipped unless ``again`` is set. A missing file is logged and
    skipped: Wagtail shows editors that it is missing, and they decide about the document.
    """
    try:
        with document.open_file() as file:
            file_hash = hash_filelike(file)
            known = DocumentText.objects.filter(document=document.pk, file_hash=file_hash)
            if known.exists() and not again:
                return False
            extraction = extract_text(file)
    except FileNotFoundError:
        logger.warning("The file of document %s is missing: %s", document.pk, document.file)
        return False
    return _store(document, file_hash, extraction)


def delete_outdated_text(document: Model) -> None:
    """Delete the text of a file that was replaced, so that it is no longer found."""
    texts = DocumentText.objects.filter(document=document)
    texts.exclude(file_hash=document.file_hash).delete()


@transaction.atomic
def _store(document: Model, file_hash: str, extraction: TextExtraction) -> bool:
    """Store the text, unless the document or its file has changed during the extraction."""
    same = get_document_model().objects.filter(
        pk=document.pk, file=document.file.name, file_hash=document.file_hash
    )
    if not same.select_for_update().exists():
        return False
    DocumentText.objects.update_or_create(
        document_id=document.pk, defaults={"file_hash": file_hash, **extraction._asdict()}
    )
    return True
