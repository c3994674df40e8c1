"""The demonstration content as it lies in the TOML files, made ready for the page models."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "content"


@cache
def read(name: str) -> dict:
    """Return one file of the content as tables."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


def rich_text(html: str, page_id: Callable[[str], int]) -> str:
    """Turn the files' HTML into what Wagtail stores: page links by id, no space between tags."""
    html = re.sub(r">\s*\n\s*<", "><", html.strip())
    return re.sub(
        r'<a href="page:([a-z0-9-]+)">',
        lambda found: f'<a linktype="page" id="{page_id(found[1])}">',
        html,
    )


def sources(record: dict) -> list[tuple[str, dict]]:
    """Return a record's sources as stream data."""
    known = read("sources")
    return [
        (
            "source",
            {
                "title": known[key]["title"],
                "url": known[key].get("url", ""),
                "language": known[key].get("language", ""),
            },
        )
        for key in record.get("sources", [])
    ]
