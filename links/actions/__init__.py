from .external_addresses import (
    CheckExternalAddress,
    CheckExternalAddresses,
    CollectExternalAddresses,
)
from .redirects import RecordOldAddresses, RecordPublication, RecordUnpublication

__all__ = [
    "CheckExternalAddress",
    "CheckExternalAddresses",
    "CollectExternalAddresses",
    "RecordOldAddresses",
    "RecordPublication",
    "RecordUnpublication",
]
