from .external_addresses import (
    CheckExternalAddress,
    CheckExternalAddresses,
    CollectExternalAddresses,
)
from .redirects import (
    DeleteRedirectFromPublishedPage,
    RecordAddressOfUnpublishedPage,
    RecordOldAddresses,
)
from .replace_links import ReplaceLinks, ReplacementPlan

__all__ = [
    "CheckExternalAddress",
    "CheckExternalAddresses",
    "CollectExternalAddresses",
    "DeleteRedirectFromPublishedPage",
    "RecordAddressOfUnpublishedPage",
    "RecordOldAddresses",
    "ReplaceLinks",
    "ReplacementPlan",
]
