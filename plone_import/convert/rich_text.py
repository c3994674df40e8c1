"""Rich text as this site stores it, with the features of its editors only."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import escape
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter

from core.blocks.text import INLINE_FEATURES, TEXT_FEATURES

StoryItem = tuple[str, Any]  # type of a block of ``StoryBlock`` and its stored value


def rich_text(html: str, features: list[str]) -> str:
    clean, _removed = DbHTMLConverter(features).clean(html)
    return clean


def inline_rich_text(items: list[StoryItem]) -> str:
    """Return the texts and headings of a story as paragraphs, for fields without lists."""
    parts = [
        f"<p><b>{escape(value)}</b></p>" if kind == "heading" else value
        for kind, value in _texts(items)
    ]
    html = re.sub(r"</?(?:ul|ol)>", "", "".join(parts))
    html = re.sub(r"<(/?)(?:li|h3)>", r"<\1p>", html)
    return rich_text(html, INLINE_FEATURES)


def full_rich_text(items: list[StoryItem]) -> str:
    """Return the texts and headings of a story as one rich text with lists."""
    parts = [
        f"<h3>{escape(value)}</h3>" if kind == "heading" else value for kind, value in _texts(items)
    ]
    return rich_text("".join(parts), TEXT_FEATURES)


def _texts(items: list[StoryItem]) -> Iterator[StoryItem]:
    for kind, value in items:
        if kind == "quotation":
            yield "text", f"<p>{escape(value['text'])} ({escape(value['attribution'])})</p>"
        elif kind != "picture":
            yield kind, value
