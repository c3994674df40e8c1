"""Pairs the texts of two language versions of an old page.

Plone knows that two pages are translations of one another, but not which sentence is which. The
texts of both are compared by kind: titles, headings, paragraphs, items of lists.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from bs4 import BeautifulSoup
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

from translation.actions.adopt import AdoptedText
from translation.segments.markup import compare_tags, plain_text

BLOCK_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class ExtractedText:
    """``kind`` says where a text stands, without the ids of blocks, which differ."""

    kind: tuple[str, ...]
    path: str
    text: str


@dataclass(frozen=True)
class PairedTexts:
    """``pairs`` of source and target; ``left`` are the texts of the target without a partner."""

    pairs: list[AdoptedText]
    left: list[str]
    is_complete: bool


def pair_texts(source: Page, target: Page) -> PairedTexts:
    """Pair the texts of two pages of the same type, in their order."""
    before, after = compared_texts(source), compared_texts(target)
    matcher = SequenceMatcher(
        None, [text.kind for text in before], [text.kind for text in after], autojunk=False
    )
    pairs, used = [], set()
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            first, second = before[block.a + offset], after[block.b + offset]
            used.add(block.b + offset)
            pairs.append(
                AdoptedText(first.path, first.text, _with_known_tags(first.text, second.text))
            )
    left = [plain_text(item.text) for index, item in enumerate(after) if index not in used]
    return PairedTexts(pairs, left, is_complete=not left and len(pairs) == len(before))


def compared_texts(page: Page) -> list[ExtractedText]:
    """Return the translatable texts of a page in their order."""
    types = _block_types(page)
    found, tags = [], []
    for segment in extract_segments(page):
        if isinstance(segment, TemplateSegmentValue):
            tags = _tags_of_texts(segment.template)
        elif isinstance(segment, StringSegmentValue):
            kind = BLOCK_ID.sub(lambda match: types.get(match[0], "item"), segment.path)
            tag = tags.pop(0) if tags else ""
            found.append(ExtractedText((kind, tag), segment.path, segment.string.data))
    return found


def _block_types(page: Page) -> dict[str, str]:
    """Return the type of each block of the page's streams by its id."""
    types = {}
    for field in page._meta.get_fields():
        stream = getattr(page, field.name, None) if hasattr(field, "stream_block") else None
        types |= {block.id: block.block_type for block in stream or ()}
    return types


def _tags_of_texts(template: str) -> list[str]:
    """Return the element around each text of a rich text, e.g. ``p`` or ``li``."""
    soup = BeautifulSoup(template, "html.parser")
    return [text.parent.name for text in soup.find_all("text")]


def _with_known_tags(source: str, target: str) -> str:
    """Remove the links of a target text that its source does not have; their texts stay."""
    added = {piece.tag for piece in compare_tags(source, target).added}
    if not added:
        return target
    soup = BeautifulSoup(target, "html.parser")
    for tag in soup.find_all(True):
        if (tag.name, tag.get("id", "")) in added:
            tag.unwrap()
    return str(soup)
