from .external_addresses import (
    CheckExternalAddress,
    CheckExternalAddresses,
    CollectExternalAddresses,
)
from .redirects import RecordOldAddresses, RecordPublication, RecordUnpublication
from .replace_links import ReplaceLinks, ReplacementPlan

__all__ = [
    "CheckExternalAddress",
    "CheckExternalAddresses",
    "CollectExternalAddresses",
    "RecordOldAddresses",
    "RecordPublication",
    "RecordUnpublication",
    "ReplaceLinks",
    "ReplacementPlan",
]
