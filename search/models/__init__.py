from .document_text import DocumentText
from .help_words import HelpWordSettings
from .index_entry import IndexEntry, PageRecord
from .known_word import KnownWord
from .promotion import Promotion
from .unanswered import SearchSettings, UnansweredQuestion

__all__ = [
    "DocumentText",
    "HelpWordSettings",
    "IndexEntry",
    "KnownWord",
    "PageRecord",
    "Promotion",
    "SearchSettings",
    "UnansweredQuestion",
]
