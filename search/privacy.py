"""Which documents are not for everybody."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from core.memory import remember


def restricted_documents() -> QuerySet:
    """Return the documents in restricted collections and below them, as one condition."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.alias(path=path)
    above = restrictions.filter(path__startswith=F("collection__path"))
    return get_document_model().objects.filter(Exists(above))


def restricted_document_ids() -> frozenset[int]:
    """Return the numbers of the restricted documents: one query for a request."""
    numbers = restricted_documents().order_by().values_list("pk", flat=True)
    return remember("restricted documents", lambda: frozenset(numbers))
