"""Background tasks: extract the texts of documents and update the entries of pages."""

from django_tasks import task
from wagtail.documents import get_document_model

from core.subjects import Subjects
from search.index.indexing import reindex_pages_about, reindex_pages_with_documents

from .document_texts import update_document_text


@task()
def read_document(document_id: int) -> None:
    """Extract the text of a document and update the pages to which it is attached."""
    document = get_document_model().objects.filter(pk=document_id).first()
    if document:
        update_document_text(document)
        reindex_pages_with_documents([document_id])


@task()
def reindex_pages_of_documents(document_ids: list[int]) -> None:
    """Update the pages with these documents after a deletion or a change of restrictions."""
    reindex_pages_with_documents(document_ids)


@task()
def reindex_pages_on_theme(slug: str) -> None:
    """Update the pages on a theme after a change of its name in any language."""
    reindex_pages_about(Subjects(themes=(slug,)))
