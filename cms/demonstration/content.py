"""Reads the content of the demonstration from TOML files and converts it for the page models."""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from translation.models.glossary import GlossaryTerm

CONTENT_FOLDER = Path(__file__).parent / "content"


# The apostrophe and the hyphen between years that keyboards have. In a key, more hyphens follow.
_TYPEWRITER_SIGNS = (
    (re.compile(r"(?<=\w)'(?=[\w\s])"), "’"),
    (re.compile(r"(?<=\b20\d\d)-(?=20\d\d\b(?!-))"), "–"),
)


def typographic(text: str) -> str:
    """Return a text with typographic signs, so that its files can be written with any keyboard."""
    for sign, replacement in _TYPEWRITER_SIGNS:
        text = sign.sub(replacement, text)
    return text


@cache
def read_content(name: str) -> dict:
    """Return the parsed TOML file of this name."""
    return tomllib.loads(typographic((CONTENT_FOLDER / f"{name}.toml").read_text()))


def rich_text(html: str, page_id: Callable[[str], int]) -> str:
    """Convert HTML to Wagtail's format: links by id, no white space between tags."""
    html = re.sub(r">\s*\n\s*<", "><", html.strip())
    html = re.sub(
        r'<a href="term:([^"]+)">',
        lambda match: f'<a linktype="term" id="{GlossaryTerm.objects.get(text=match[1]).pk}">',
        html,
    )
    return re.sub(
        r'<a href="page:([a-z0-9-]+)">',
        lambda match: f'<a linktype="page" id="{page_id(match[1])}">',
        html,
    )


def source_blocks(keys: Iterable[str]) -> list[tuple[str, dict]]:
    """Return the sources with these keys as stream data."""
    all_sources = read_content("sources")
    return [
        (
            "source",
            {
                "title": all_sources[key]["title"],
                "url": all_sources[key].get("url", ""),
                "language": all_sources[key].get("language", ""),
            },
        )
        for key in keys
    ]
