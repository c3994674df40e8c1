"""The uploaded documents that a page links to, found in its stored content without a query."""

from collections.abc import Iterator
from functools import singledispatch
from typing import Any, NamedTuple

from wagtail.blocks import Block, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import extract_references_from_rich_text

from core.blocks.choices import LanguageChoiceBlock


class AttachedFile(NamedTuple):
    """The id of a document and the code of its language, or ``""`` if the page names none."""

    document_id: int
    language_code: str


def attached_files(page: Page) -> list[AttachedFile]:
    """Return the documents in the page's streams and links, each once, in order.

    The same document may be linked from rich text, which has no language for it, and listed in a
    block, which has one. Nothing is checked in the database: a document may have been deleted or
    restricted since.
    """
    found: list[AttachedFile] = []
    for field in page._meta.fields:
        if isinstance(field, StreamField):
            found += _in_block(field.stream_block, field.value_from_object(page).raw_data, "")
        elif isinstance(field, RichTextField):
            found += _in_rich_text(field.value_from_object(page))
    codes: dict[int, str] = {}
    for file in found:
        codes[file.document_id] = codes.get(file.document_id) or file.language_code
    return [AttachedFile(*pair) for pair in codes.items()]


def _in_rich_text(html: str | None) -> Iterator[AttachedFile]:
    for model, pk, *_ in extract_references_from_rich_text(html or ""):
        if model is get_document_model():
            yield AttachedFile(int(pk), "")


@singledispatch
def _in_block(block: Block, stored: Any, language_code: str) -> Iterator[AttachedFile]:
    """Yield the documents in the raw value of a block.

    ``language_code`` is what the enclosing struct block names as the language of its document.
    """
    return iter(())


@_in_block.register
def _in_chooser(block: DocumentChooserBlock, stored, language_code) -> Iterator[AttachedFile]:
    if stored:
        yield AttachedFile(stored, language_code)


@_in_block.register
def _in_rich_text_block(block: RichTextBlock, stored, language_code) -> Iterator[AttachedFile]:
    return _in_rich_text(stored)


@_in_block.register
def _in_stream(block: StreamBlock, stored, language_code) -> Iterator[AttachedFile]:
    for item in stored or ():
        if item["type"] in block.child_blocks:
            yield from _in_block(block.child_blocks[item["type"]], item["value"], language_code)


@_in_block.register
def _in_list(block: ListBlock, stored, language_code) -> Iterator[AttachedFile]:
    for item in stored or ():
        # Lists that were not written by the editor's form may hold bare values.
        is_wrapped = isinstance(item, dict) and item.get("type") == "item"
        yield from _in_block(block.child_block, item["value"] if is_wrapped else item, "")


@_in_block.register
def _in_struct(block: StructBlock, stored, language_code) -> Iterator[AttachedFile]:
    stored = stored or {}
    languages = [
        stored.get(name)
        for name, child in block.child_blocks.items()
        if isinstance(child, LanguageChoiceBlock)
    ]
    for name, child in block.child_blocks.items():
        yield from _in_block(child, stored.get(name), next(filter(None, languages), ""))
