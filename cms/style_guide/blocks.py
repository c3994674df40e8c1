"""StreamField blocks: all those of the body of pages, and others."""

from typing import Any

from wagtail.blocks import Block

from core.blocks import PageLinksBlock, PictureBlock, SourceBlock, StoryBlock, TextBlock
from core.layout import LayoutContext
from home.blocks import MilestoneBlock
from meetings.blocks import AgendaDayBlock

from . import sample_objects
from .samples import TIMELINE_WRAPPER, BlockSample


def block_samples(layout: LayoutContext) -> list[BlockSample]:
    story = StoryBlock()
    values = {name: _sample_value(block, layout) for name, block in story.child_blocks.items()}
    whole = story.normalize(list(values.items()))
    return [
        BlockSample(story, whole, wrapper='<div class="story">{}</div>'),
        BlockSample(AgendaDayBlock()),
        BlockSample(MilestoneBlock(), wrapper=TIMELINE_WRAPPER),
        BlockSample(SourceBlock(), wrapper="<ul><li>{}</li></ul>"),
    ]


def _sample_value(block: Block, layout: LayoutContext) -> Any:
    """Return the preview value of a block, or another one if it has none or too short a one."""
    values = {
        PageLinksBlock: lambda: layout.header_pages[:2],
        TextBlock: lambda: f"<p>{block.get_preview_value()}</p>",
        PictureBlock: lambda: {"image": sample_objects.image(), "alternative_text": "NATC SEE"},
    }
    value = values.get(type(block))
    return block.normalize(value()) if value else block.get_preview_value()
