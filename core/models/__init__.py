from .accessibility import AccessibilitySettings, AccessibilityText
from .accounts import User
from .files import SiteDocument, SiteImage, SiteRendition
from .page import BasePage, ReaderPageManager, ReaderPageQuerySet
from .quick_exit import QuickExitAddress, QuickExitSettings
from .records import PartiallyDated, Placed, RecordedState, Sourced
from .section import SectionPage
from .theme import Theme

__all__ = [
    "AccessibilitySettings",
    "AccessibilityText",
    "BasePage",
    "PartiallyDated",
    "Placed",
    "QuickExitAddress",
    "QuickExitSettings",
    "ReaderPageManager",
    "ReaderPageQuerySet",
    "RecordedState",
    "SectionPage",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "Sourced",
    "Theme",
    "User",
]
