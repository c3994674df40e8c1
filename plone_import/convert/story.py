"""Converts the HTML of Plone to the blocks of a page, without Word's markup.

What the blocks of this site cannot hold is kept as text, and noted.
"""

import itertools
import re
from collections.abc import Iterator
from typing import Protocol

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from django.utils.html import escape
from django.utils.translation import gettext as _

from core.blocks.text import TEXT_FEATURES

from .rich_text import StoryItem, rich_text
from .tables import has_joined_cells, rows_of, span, table_value
from .tags import BLOCKS, text_in_one_line

MAX_HEADING = 120
MAX_DEPTH = 100  # levels of nested tags; deeper ones are read as plain text
REMOVED = ("script", "style", "head", "title", "meta", "link", "noscript", "template", "svg")
# Their contents cannot be shown here; readers are not tracked by others.
EMBEDDED = ("iframe", "object", "embed", "video", "audio", "form", "applet", "frame")
BOLD, ITALIC = ("b", "strong"), ("i", "em", "cite")
HEADINGS, SUBHEADINGS = ("h1", "h2"), ("h3", "h4", "h5", "h6")
LISTS = ("ul", "ol")
HORIZONTAL_RULE = re.compile("^hr$")
WORD_LIST = re.compile(r"MsoList", re.IGNORECASE)
WORD_BULLET = re.compile(
    r"^[\s\u00a0]*(?:[·•o§\u2013\u25aa\uf0b7-]|\(?[0-9a-z]{1,3}[.)])[\s\u00a0]+"
)


class TextTargets(Protocol):
    """What a text needs to know of the site: see ``plone_import.convert.targets``."""

    title: str

    def link_attributes(self, href: str) -> dict[str, str] | None: ...

    def picture(self, src: str, alternative_text: str, caption: str) -> dict | None: ...

    def note(self, message: str) -> None: ...


class StoryConverter:
    """Converts one text. ``anchors`` are the old ids of its headings, by their texts.

    ``holds_tables``: whether the page of the text has a place for the block of a table.
    """

    def __init__(self, targets: TextTargets, holds_tables: bool):
        self.targets, self.holds_tables = targets, holds_tables
        self.anchors: dict[str, str] = {}
        self._heading_above = targets.title

    def convert(self, html: str) -> list[StoryItem]:
        soup = BeautifulSoup(html, "html.parser")
        self._remove_hidden(soup)
        items: list[StoryItem] = []
        text: list[str] = []
        for kind, value in self._walk(soup, 0):
            if kind == "text":
                text.append(value)
                continue
            _add_text(items, text)
            items.append((kind, value))
        _add_text(items, text)
        return items

    def _remove_hidden(self, soup: BeautifulSoup) -> None:
        for node in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
            node.extract()
        for tag in soup.find_all(REMOVED):
            tag.decompose()
        for tag in soup.find_all(HORIZONTAL_RULE):
            tag.name = "div"  # it only ends a paragraph
        for tag in soup.find_all(EMBEDDED):
            if tag.decomposed:
                continue
            address = tag.get("src") or tag.get("data") or tag.get("action") or ""
            self.targets.note(
                _("Left out: <%(tag)s> %(address)s") % {"tag": tag.name, "address": address}
            )
            tag.decompose()

    # Blocks

    def _walk(self, parent: Tag, depth: int) -> Iterator[StoryItem]:
        """Yield the blocks of an element; what is not in a block is a paragraph."""
        loose: list = []
        children = list(parent.children)
        position = 0
        while position < len(children):
            child = children[position]
            position += 1
            if not (isinstance(child, Tag) and self._is_block(child)):
                loose.append(child)
                continue
            yield from self._paragraph(loose)
            loose = []
            if _is_word_list(child):
                entries = [child]
                while position < len(children) and _continues_word_list(children[position]):
                    entries += [children[position]] if isinstance(children[position], Tag) else []
                    position += 1
                yield from self._word_list(entries)
            elif depth > MAX_DEPTH:
                yield "text", f"<p>{escape(' '.join(child.get_text().split()))}</p>"
            else:
                yield from self._block(child, depth)
        yield from self._paragraph(loose)

    def _is_block(self, tag: Tag) -> bool:
        # A link or a font may contain whole paragraphs.
        return tag.name in BLOCKS or (tag.name != "a" and tag.find(list(BLOCKS)) is not None)

    def _block(self, tag: Tag, depth: int) -> Iterator[StoryItem]:
        if tag.name == "blockquote":
            yield from self._quotation(tag, depth)
        elif tag.name == "table":
            yield from self._table(tag, depth)
        elif convert := self._converters.get(tag.name):
            yield from convert(tag)
        else:
            yield from self._walk(tag, depth + 1)

    @property
    def _converters(self) -> dict:
        """The blocks that contain no other blocks, or none that count."""
        return {
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(SUBHEADINGS, self._subheading),
            **dict.fromkeys(LISTS, self._whole_list),
            **dict.fromkeys(("p", "address"), lambda tag: self._paragraph(list(tag.children))),
            "pre": lambda tag: self._paragraph(list(tag.children), keep_lines=True),
            "dl": self._definitions,
        }

    def _subheading(self, tag: Tag) -> Iterator[StoryItem]:
        pictures = list(self._pictures(tag))
        if text := text_in_one_line(tag):
            self._heading_above = text
            yield "text", f"<h3>{escape(text)}</h3>"
        yield from pictures

    def _whole_list(self, tag: Tag) -> Iterator[StoryItem]:
        pictures = list(self._pictures(tag))
        if text := self._list(tag, 0):
            yield "text", text
        yield from pictures

    def _heading(self, tag: Tag) -> Iterator[StoryItem]:
        pictures = list(self._pictures(tag))
        text = text_in_one_line(tag)
        if len(text) > MAX_HEADING:
            self.targets.note(_("A heading is too long and became a paragraph: “%s”") % text[:60])
            yield "text", f"<p><b>{escape(text)}</b></p>"
        elif text:
            if anchor := _anchor(tag):
                self.anchors.setdefault(text, anchor)
            self._heading_above = text
            yield "heading", text
        yield from pictures

    def _paragraph(self, nodes: list, keep_lines: bool = False) -> Iterator[StoryItem]:
        pictures = [item for node in nodes for item in self._pictures(node)]
        html = "".join(self._inline(node, keep_lines=keep_lines) for node in nodes)
        html = _trimmed(html)
        if html:
            yield "text", f"<p>{html}</p>"
        yield from pictures

    def _pictures(self, node) -> Iterator[StoryItem]:
        """Yield the pictures in an element, and take them out of it."""
        if not isinstance(node, Tag):
            return
        found = [node] if node.name == "img" else node.find_all("img")
        for image in found:
            if not image.get("src"):
                continue
            caption = image.find_parent("figure")
            caption = caption.find("figcaption") if caption else None
            text = text_in_one_line(caption) if caption else ""
            value = self.targets.picture(
                str(image.get("src") or ""), str(image.get("alt") or ""), text
            )
            if value:
                if caption:
                    caption.clear()
                yield "picture", value
            image["src"] = ""  # each picture once

    def _quotation(self, tag: Tag, depth: int) -> Iterator[StoryItem]:
        origin = tag.find(["cite", "footer"])
        if origin and (attribution := text_in_one_line(origin)):
            origin.extract()
            yield "quotation", {"text": text_in_one_line(tag), "attribution": attribution[:200]}
            return
        self.targets.note(_("A quotation without its origin became a paragraph."))
        yield from self._walk(tag, depth + 1)

    def _table(self, tag: Tag, depth: int) -> Iterator[StoryItem]:
        """Yield a table, or a list with the same text if the block of a table cannot hold it."""
        rows = rows_of(tag)
        if max((len(row) for row in rows), default=0) <= 1:  # for layout only
            for cell in itertools.chain.from_iterable(rows):
                yield from self._walk(cell, depth + 1)
            return
        caption = tag.find("caption")
        written = text_in_one_line(caption) if caption else str(tag.get("summary") or "").strip()
        value = table_value(rows, written or self._heading_above)
        if value is None or not self.holds_tables:
            yield from self._table_as_list(rows, written)
            return
        if not written:
            self.targets.note(_("A table has no caption: the heading above stands in its place."))
        if has_joined_cells(rows):
            self.targets.note(_("A table had joined cells, which are divided: look at it again."))
        yield "table", value

    def _table_as_list(self, rows: list[list[Tag]], caption: str) -> Iterator[StoryItem]:
        """Yield one item for each row, with the headings of its columns."""
        self.targets.note(
            _(
                "A table became a list. Tables here have headings and short texts without links, "
                "in plain pages only."
            )
        )
        pictures = [item for row in rows for cell in row for item in self._pictures(cell)]
        if caption:
            yield "text", f"<p><b>{escape(caption)}</b></p>"
        heads: list[str] = []
        if rows and all(cell.name == "th" for cell in rows[0]):
            heads = [text_in_one_line(cell) for cell in rows[0]]
        entries = [self._row(row, heads) for row in (rows[1:] if heads else rows)]
        if entries := [f"<li>{entry}</li>" for entry in entries if entry]:
            yield "text", f"<ul>{''.join(entries)}</ul>"
        yield from pictures

    def _row(self, row: list[Tag], heads: list[str]) -> str:
        parts, column = [], 0
        for cell in row:
            text = _trimmed(self._inline(cell))
            head = heads[column] if column < len(heads) else ""
            if text:
                parts.append(f"{escape(head)}: {text}" if head else text)
            column += span(cell)
        return "; ".join(parts)

    def _definitions(self, tag: Tag) -> Iterator[StoryItem]:
        for child in tag.find_all(["dt", "dd"]):
            html = _trimmed(self._inline(child))
            if html:
                yield "text", f"<p><b>{html}</b></p>" if child.name == "dt" else f"<p>{html}</p>"

    # Lists

    def _list(self, tag: Tag, depth: int) -> str:
        entries = []
        for item in tag.find_all("li", recursive=False):
            nested = (
                [self._list(inner, depth + 1) for inner in _lists_in(item)] if depth < 4 else []
            )
            html = _trimmed(self._inline(item, skip=LISTS if depth < 4 else ()))
            if html or any(nested):
                entries.append(f"<li>{html}{''.join(nested)}</li>")
        return f"<{tag.name}>{''.join(entries)}</{tag.name}>" if entries else ""

    def _word_list(self, entries: list[Tag]) -> Iterator[StoryItem]:
        """Yield the paragraphs that Word wrote for the items of a list as a list."""
        kind = "ol" if re.match(r"[\s\u00a0]*\(?[0-9]", entries[0].get_text()) else "ul"
        items = []
        for entry in entries:
            for bullet in entry.find_all(style=re.compile("mso-list:\\s*ignore", re.IGNORECASE)):
                bullet.decompose()
            html = WORD_BULLET.sub("", _trimmed(self._inline(entry)))
            items += [f"<li>{html}</li>"] if html else []
        if items:
            yield "text", f"<{kind}>{''.join(items)}</{kind}>"

    # Text within a paragraph

    def _inline(self, node, skip: tuple = (), keep_lines: bool = False, depth: int = 0) -> str:
        if not isinstance(node, Tag):
            text = escape(str(node))
            return text.replace("\n", "<br/>") if keep_lines else re.sub(r"[ \t\r\n]+", " ", text)
        if node.name in skip:
            return ""
        if node.name == "br":
            return "<br/>"
        if depth > MAX_DEPTH:
            return escape(" ".join(node.get_text().split()))
        html = "".join(self._inline(child, skip, keep_lines, depth + 1) for child in node.children)
        if node.name == "a":
            return self._link(node, html)
        if not html.strip():
            return html
        if node.name in BOLD:
            return f"<b>{html}</b>"
        if node.name in ITALIC:
            return f"<i>{html}</i>"
        # Paragraphs in the item of a list or the cell of a table.
        return f"{html}<br/>" if node.name in BLOCKS and depth else html

    def _link(self, node: Tag, html: str) -> str:
        href = str(node.get("href") or "")
        if not href or not _trimmed(html):
            return html
        attributes = self.targets.link_attributes(href)
        if attributes is None:
            return html
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<a{written}>{html.strip()}</a>"


def _add_text(items: list[StoryItem], text: list[str]) -> None:
    """Add the text collected since the last other block, with the features of the site only."""
    if clean := rich_text("".join(text), TEXT_FEATURES):
        items.append(("text", clean))
    text.clear()


def _anchor(tag: Tag) -> str:
    named = tag if tag.get("id") else tag.find(attrs={"name": True}) or tag.find(id=True)
    return str(named.get("id") or named.get("name")) if named else ""


def _trimmed(html: str) -> str:
    """Return inline HTML without space and line breaks at its ends; empty if nothing is left."""
    html = re.sub(r"^(?:\s|\u00a0|&nbsp;|<br/>)+|(?:\s|\u00a0|&nbsp;|<br/>)+$", "", html)
    is_empty = not re.sub(r"<[^>]*>|\s|\u00a0", "", html)
    return "" if is_empty else html


def _lists_in(item: Tag) -> list[Tag]:
    return [tag for tag in item.find_all(LISTS) if tag.find_parent("li") is item]


def _is_word_list(tag: Tag) -> bool:
    return tag.name == "p" and bool(WORD_LIST.search(" ".join(tag.get("class") or [])))


def _continues_word_list(node) -> bool:
    return _is_word_list(node) if isinstance(node, Tag) else not str(node).strip()
