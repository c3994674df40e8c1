"""Background tasks: extract the texts of documents and update the entries of pages."""

from django_tasks import task
from wagtail.documents import get_document_model

from core.subjects import Subjects

from .document_texts import read
from .indexing import renew_pages_about, renew_pages_with


@task()
def read_document(document_id: int) -> None:
    """Extract the text of a document and update the pages to which it is attached."""
    document = get_document_model().objects.filter(pk=document_id).first()
    if document:
        read(document)
        renew_pages_with([document_id])


@task()
def renew_pages_of(document_ids: list[int]) -> None:
    """Update the pages with these documents after a deletion or a change of restrictions."""
    renew_pages_with(document_ids)


@task()
def renew_pages_on_theme(slug: str) -> None:
    """Update the pages on a theme after a change of its name in any language."""
    renew_pages_about(Subjects(themes=(slug,)))
