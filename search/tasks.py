"""The worker's side: words of documents are read, and pages renewed, after the answer is sent."""

from django_tasks import task
from wagtail.documents import get_document_model

from core.subjects import Subjects

from .document_texts import read
from .indexing import renew_pages_about, renew_pages_with


@task()
def read_document(document_id: int) -> None:
    """Read a document, and let the pages that hand it out be found by its words."""
    document = get_document_model().objects.filter(pk=document_id).first()
    if document:
        read(document)
        renew_pages_with([document_id])


@task()
def renew_pages_of(document_ids: list[int]) -> None:
    """Renew the pages that hand out these documents, which were closed, opened or deleted."""
    renew_pages_with(document_ids)


@task()
def renew_pages_on_theme(slug: str) -> None:
    """Renew the pages on a theme, whose name is another in some language."""
    renew_pages_about(Subjects(themes=(slug,)))
