from .accounts import User
from .files import SiteDocument, SiteImage, SiteRendition
from .page import BasePage, ReaderPageManager, ReaderPageQuerySet
from .records import PartiallyDated, Sourced
from .theme import Theme

__all__ = [
    "BasePage",
    "PartiallyDated",
    "ReaderPageManager",
    "ReaderPageQuerySet",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "Sourced",
    "Theme",
    "User",
]
