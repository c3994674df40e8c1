"""The blocks of Volto, the newer interface of Plone 6, as the HTML that the classic one stores."""

from typing import Any

from django.utils.html import escape

TAGS = {"strong": "b", "b": "b", "em": "i", "i": "i"}
BLOCK_TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote"}
# Shown from the fields of the page, which are imported as such.
FIELD_BLOCKS = ("title", "description", "leadimage")
MAX_DEPTH = 50


def blocks_to_html(data: dict[str, Any]) -> tuple[str, list[str]]:
    """Return the HTML of an object's blocks, and the types of those that have no text."""
    blocks, layout = data.get("blocks"), data.get("blocks_layout")
    items = layout.get("items") if isinstance(layout, dict) else None
    parts, unknown = [], []
    for key in items if isinstance(items, list) else ():
        block = blocks.get(key) if isinstance(blocks, dict) and isinstance(key, str) else None
        kind = block.get("@type") if isinstance(block, dict) else None
        if kind in FIELD_BLOCKS or kind is None:
            continue
        html = _block(kind, block)
        parts.append(html)
        if not html:
            unknown.append(str(kind))
    return "".join(parts), unknown


def _block(kind: str, block: dict) -> str:
    if kind == "slate":
        return "".join(_slate(node, 0) for node in _list(block.get("value")))
    if kind == "image":
        address, text = _address(block), str(block.get("alt") or "")
        return f'<p><img src="{escape(address)}" alt="{escape(text)}"/></p>'
    if kind == "html":
        return str(block.get("html") or "")
    if kind == "text":  # the editor of Volto before Slate
        text = block.get("text")
        lines = _list(text.get("blocks")) if isinstance(text, dict) else []
        return "".join(
            f"<p>{escape(str(line.get('text') or ''))}</p>"
            for line in lines
            if isinstance(line, dict)
        )
    return ""


def _slate(node: Any, depth: int) -> str:
    if not isinstance(node, dict) or depth > MAX_DEPTH:
        return ""
    if isinstance(node.get("text"), str):
        return escape(node["text"]).replace("\n", "<br/>")
    html = "".join(_slate(child, depth + 1) for child in _list(node.get("children")))
    kind = node.get("type")
    if kind == "link":
        return f'<a href="{escape(_address(node.get("data")))}">{html}</a>'
    tag = TAGS.get(kind, kind) if isinstance(kind, str) else None
    return f"<{tag}>{html}</{tag}>" if tag in BLOCK_TAGS or tag in TAGS.values() else html


def _address(data: Any) -> str:
    """Return the address of a link or picture, which Volto stores in several ways."""
    url = data.get("url") if isinstance(data, dict) else ""
    if isinstance(url, list) and url:
        url = url[0]
    if isinstance(url, dict):
        url = url.get("@id")
    return url if isinstance(url, str) else ""


def _list(value: Any) -> list:
    return value if isinstance(value, list) else []
