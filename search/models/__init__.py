from .document_text import DocumentText
from .entry import Entry, PageRecord
from .known_word import KnownWord
from .promotion import Promotion
from .unanswered import SearchSettings, UnansweredQuestion

__all__ = [
    "DocumentText",
    "Entry",
    "KnownWord",
    "PageRecord",
    "Promotion",
    "SearchSettings",
    "UnansweredQuestion",
]
