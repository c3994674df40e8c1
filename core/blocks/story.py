from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .files import FileBlock
from .heading import HeadingBlock
from .notice import NoticeBlock
from .page_links import PageLinksBlock
from .picture import PictureBlock
from .questions import QuestionsBlock
from .quotation import QuotationBlock
from .table import TableBlock
from .text import TextBlock


class StoryBlock(blocks.StreamBlock):
    """The body of a page: any number of blocks in any order."""

    heading = HeadingBlock()
    text = TextBlock()
    notice = NoticeBlock()
    questions = QuestionsBlock()
    quotation = QuotationBlock()
    picture = PictureBlock()
    table = TableBlock()
    file = FileBlock()
    page_links = PageLinksBlock()

    class Meta:
        label = _("Text of the page")
        template = "core/blocks/story.html"
