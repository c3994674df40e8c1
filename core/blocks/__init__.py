"""The StreamField blocks of pages, one per file, each with icon, description and preview."""

from .date import PartialDateBlock, TypedDateBlock, TypedTimeBlock
from .files import FileBlock
from .heading import HeadingBlock
from .notice import NoticeBlock
from .page_links import PageLinksBlock
from .picture import PictureBlock
from .questions import QuestionsBlock
from .quotation import QuotationBlock
from .source import SourceBlock
from .story import StoryBlock
from .table import TableBlock
from .text import TextBlock

__all__ = [
    "FileBlock",
    "HeadingBlock",
    "NoticeBlock",
    "PageLinksBlock",
    "PartialDateBlock",
    "PictureBlock",
    "QuestionsBlock",
    "QuotationBlock",
    "SourceBlock",
    "StoryBlock",
    "TableBlock",
    "TextBlock",
    "TypedDateBlock",
    "TypedTimeBlock",
]
