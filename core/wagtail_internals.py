"""What several apps use of Wagtail's private API, which has no public equivalent.

``tests/core/test_wagtail_internals.py`` fails when an upgrade changes it.
"""

from collections.abc import Iterable

from wagtail.models import ReferenceIndex


def extract_references(instance) -> Iterable[tuple]:
    """Yield ``(content type id, object id, model path, content path)`` of all references.

    Wagtail's reference index describes the stored version; this examines the object itself.
    """
    return ReferenceIndex._extract_references_from_object(instance)
