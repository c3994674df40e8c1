"""Inline markup of segments as inline elements of XLIFF, which translators' tools protect.

A tag with content is a ``g``, a line break an ``x``. The id contains the name of the tag (``b1`` is
the first bold text, ``a2`` the second link), so that a target is read without its source.
"""

import re
from collections import Counter
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from translation.segments.markup import (
    CLOSING,
    EMPTY,
    LINE_BREAK,
    LINK,
    MAX_NESTING_DEPTH,
    OPENING,
    TEXT,
    MarkupToken,
    parse_markup,
    serialise_markup,
)

CTYPES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", LINK: "link"}
FORMATTING_ID = re.compile(r"(abbr|acronym|b|code|em|i|strong)\d+")
# Characters that XML does not allow or does not preserve are written as an "x" element.
NOT_WRITABLE_IN_XML = re.compile("([\x01-\x08\x0b-\x1f\ufffe\uffff])")
CHARACTER_ID = re.compile(r"char-([0-9a-f]{4})")
LINE_BREAK_ID = re.compile(rf"{LINE_BREAK}\d*")


class InlineMarkupError(ValueError):
    """An inline element that this site did not export; the message is shown to the user."""


def write_segment(element: Element, text: str) -> None:
    """Write a segment with valid markup into a ``source`` or ``target`` element."""
    stack, counts = [element], Counter()
    for token in parse_markup(text):
        if token.kind == TEXT:
            _add_text(stack[-1], token.text)
        elif token.kind == CLOSING:
            stack.pop()
        elif token.kind == EMPTY:
            counts[token.name] += 1
            SubElement(stack[-1], "x", {"id": f"{token.name}{counts[token.name]}", "ctype": "lb"})
        else:
            counts[token.name] += 1
            stack.append(SubElement(stack[-1], "g", _tag_attributes(token, counts[token.name])))


def _tag_attributes(token: MarkupToken, number: int) -> dict[str, str]:
    identity = token.id or token.name if token.name == LINK else f"{token.name}{number}"
    return {"id": identity, "ctype": CTYPES.get(token.name, f"x-{token.name}")}


def _add_text(parent: Element, text: str) -> None:
    plain, *rest = NOT_WRITABLE_IN_XML.split(text)
    append_text(parent, plain)
    for character, plain in zip(rest[::2], rest[1::2], strict=True):
        SubElement(parent, "x", {"id": f"char-{ord(character):04x}", "ctype": "x-char"})
        append_text(parent, plain)


def append_text(parent: Element, text: str) -> None:
    """Add text at the end of an element, behind its children."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def read_segment(element: Element | None) -> str:
    """Return the segment in a ``source`` or ``target``; raise :class:`InlineMarkupError`."""
    return "" if element is None else serialise_markup(_pieces(element, 0))


def _pieces(element: Element, depth: int) -> list[MarkupToken]:
    if depth > MAX_NESTING_DEPTH:
        raise InlineMarkupError(_("There is formatting within formatting. Remove some."))
    parts = [MarkupToken(TEXT, element.text or "")]
    for child in element:
        parts += [*_child_pieces(child, depth), MarkupToken(TEXT, child.tail or "")]
    return parts


def _child_pieces(child: Element, depth: int) -> list[MarkupToken]:
    kind, identity = str(child.tag).rpartition("}")[2], child.get("id", "")
    if kind == "mrk":  # a sentence or term marked by the tool: only its content is read
        return _pieces(child, depth + 1)
    if kind == "g":
        formatting = FORMATTING_ID.fullmatch(identity)
        name, link = (formatting[1], "") if formatting else (LINK, identity)
        opening = MarkupToken(OPENING, name=name, id="" if link == LINK else link)
        return [opening, *_pieces(child, depth + 1), MarkupToken(CLOSING, name=name)]
    if kind == "x" and LINE_BREAK_ID.fullmatch(identity):
        return [MarkupToken(EMPTY, name=LINE_BREAK)]
    character = kind == "x" and CHARACTER_ID.fullmatch(identity)
    if character and NOT_WRITABLE_IN_XML.fullmatch(text := chr(int(character[1], 16))):
        return [MarkupToken(TEXT, text)]
    raise InlineMarkupError(
        _("The tag <%(tag)s> is none of those that the site put into the file.")
        % {"tag": f"{kind} id={identity}"[:40]}
    )
