from .accessibility import AccessibilitySettings, AccessibilityText
from .accounts import User
from .files import SiteDocument, SiteImage, SiteRendition
from .foreign_keys import SiteModelLogEntry, SitePageLogEntry, postponed_log_entries
from .layout import LayoutSettings
from .mixins import AbstractRecordedState, PartialDateMixin, PlaceMixin, SourcesMixin
from .page import BasePage, ReaderPageManager, ReaderPageQuerySet
from .quick_exit import QuickExitSettings, QuickExitURL
from .section import SectionPage
from .theme import Theme

__all__ = [
    "AbstractRecordedState",
    "AccessibilitySettings",
    "AccessibilityText",
    "BasePage",
    "LayoutSettings",
    "PartialDateMixin",
    "PlaceMixin",
    "QuickExitSettings",
    "QuickExitURL",
    "ReaderPageManager",
    "ReaderPageQuerySet",
    "SectionPage",
    "SiteDocument",
    "SiteImage",
    "SiteModelLogEntry",
    "SitePageLogEntry",
    "SiteRendition",
    "SourcesMixin",
    "Theme",
    "User",
    "postponed_log_entries",
]
