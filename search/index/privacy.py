"""Documents that not everybody may read."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from core.request_cache import cached_for_request


def restricted_documents() -> QuerySet:
    """Return the documents in restricted collections and their descendants, as one query."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.alias(path=path)
    inherited = restrictions.filter(path__startswith=F("collection__path"))
    return get_document_model().objects.filter(Exists(inherited))


def restricted_document_ids() -> frozenset[int]:
    """Return the ids of the restricted documents, with one query for each request."""
    ids = restricted_documents().order_by().values_list("pk", flat=True)
    return cached_for_request("restricted documents", lambda: frozenset(ids))
