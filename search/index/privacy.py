"""Documents that not everybody may read."""

from django.db.models import QuerySet
from wagtail.documents import get_document_model

from core.file_access import in_restricted_collection
from core.request_cache import cached_for_request


def restricted_documents() -> QuerySet:
    """Return the documents in restricted collections and their descendants, as one query."""
    return get_document_model().objects.filter(in_restricted_collection())


def restricted_document_ids() -> frozenset[int]:
    """Return the ids of the restricted documents, with one query for each request."""
    ids = restricted_documents().order_by().values_list("pk", flat=True)
    return cached_for_request("restricted documents", lambda: frozenset(ids))
