"""Which documents are not for everybody."""

from django.db.models import Exists, F, OuterRef
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from core.memory import remember


def restricted_document_ids() -> list[int]:
    """Return the documents in restricted collections and below them: one query for a request."""
    restrictions = CollectionViewRestriction.objects.alias(path=OuterRef("collection__path"))
    above = restrictions.filter(path__startswith=F("collection__path"))
    documents = get_document_model().objects.filter(Exists(above))
    return remember("restricted documents", lambda: list(documents.values_list("pk", flat=True)))
