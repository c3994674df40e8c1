"""StreamField blocks: all those of the body of pages, and others."""

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
    values = {name: _sample_value(block, frame) for name, block in story.child_blocks.items()}
    whole = story.normalize(list(values.items()))
    return [
        BlockSample(story, whole, wrapper='<div class="story">{}</div>'),
        BlockSample(AgendaDayBlock()),
        BlockSample(MilestoneBlock(), wrapper=TIMELINE),
        BlockSample(SourceBlock(), wrapper="<ul><li>{}</li></ul>"),
    ]


def _sample_value(block: Block, frame: Frame) -> Any:
    """Return the preview value of a block, or another one if it has none or too short a one."""
    values = {
        PageLinksBlock: lambda: frame.header_pages[:2],
        TextBlock: lambda: f"<p>{block.get_preview_value()}</p>",
        PictureBlock: lambda: {"image": records.picture(), "alternative_text": "NATC SEE"},
    }
    value = values.get(type(block))
    return block.normalize(value()) if value else block.get_preview_value()
