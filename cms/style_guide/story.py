"""Blocks that editors build pages from: those of a page's text, whichever there are, and others."""

from typing import Any

from wagtail.blocks import Block

from core.blocks import PageLinksBlock, PictureBlock, SourceBlock, StoryBlock, TextBlock
from core.frame import Frame
from home.blocks import MilestoneBlock
from meetings.blocks import AgendaDayBlock

from . import records
from .samples import TIMELINE, BlockSample


def block_samples(frame: Frame) -> list[BlockSample]:
    story = StoryBlock()
    values = {name: _value(block, frame) for name, block in story.child_blocks.items()}
    whole = story.normalize(list(values.items()))
    return [
        BlockSample(story, whole, around='<div class="story">{}</div>'),
        BlockSample(AgendaDayBlock()),
        BlockSample(MilestoneBlock(), around=TIMELINE),
        BlockSample(SourceBlock(), around="<ul><li>{}</li></ul>"),
    ]


def _value(block: Block, frame: Frame) -> Any:
    """What the preview of a block shows; what chooses has none, and a text has paragraphs here."""
    chosen = {
        PageLinksBlock: lambda: frame.header_pages[:2],
        TextBlock: lambda: f"<p>{block.get_preview_value()}</p>",
        PictureBlock: lambda: {"image": records.picture(), "alternative_text": "NATC SEE"},
    }
    own = chosen.get(type(block))
    return block.normalize(own()) if own else block.get_preview_value()
