from .document_text import DocumentText
from .index_entry import IndexEntry, PageRecord
from .known_word import KnownWord
from .promotion import Promotion
from .unanswered import SearchSettings, UnansweredQuestion

__all__ = [
    "DocumentText",
    "IndexEntry",
    "KnownWord",
    "PageRecord",
    "Promotion",
    "SearchSettings",
    "UnansweredQuestion",
]
