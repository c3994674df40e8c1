"""The text of a declaration, divided into the paragraphs that it numbers itself."""

import uuid
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from declarations.pasting.forms import MAX_PARAGRAPHS
from declarations.pasting.splitting import SplitText, split_text
from declarations.pasting.text_parts import LIST_STYLE, PastedTextPart, text_part


def divide_declaration(html: str) -> SplitText:
    """Divide stored rich text. A text without numbers stays a preamble.

    Numbers are permanent and are cited, so none is made up without an editor who looks at it.
    """
    parts = list(_parts(html))
    split = split_text(parts) if any(part.style for part in parts) else SplitText()
    is_divided = 0 < len(split.paragraphs) <= MAX_PARAGRAPHS
    return split if is_divided else SplitText(preamble=html)


def paragraph_blocks(split: SplitText, uid: str) -> list[dict[str, Any]]:
    """Return the blocks of paragraphs. ``uid``: that of the source.

    A paragraph has the same id in all languages, because its number belongs to its id.
    """
    return [
        {
            "type": "paragraph",
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{uid}#paragraph-{item.number}")),
            "value": {"number": item.number, "text": item.html, "themes": []},
        }
        for item in split.paragraphs
    ]


def _parts(html: str) -> Iterator[PastedTextPart]:
    for element in BeautifulSoup(html, "html.parser").find_all(True, recursive=False):
        if element.name == "ol":
            for item in element.find_all("li", recursive=False):
                yield PastedTextPart(_item(item), style=LIST_STYLE)
        elif element.name == "p":
            yield text_part(element.decode_contents().strip())
        else:
            yield PastedTextPart(str(element), is_heading=element.name == "h3")


def _item(item: Tag) -> str:
    """Return an item of a list as a paragraph, and the lists in it below."""
    nested = [element.extract() for element in item.find_all(["ol", "ul"], recursive=False)]
    return f"<p>{item.decode_contents().strip()}</p>{''.join(map(str, nested))}"
