"""Inline markup of segments as elements of XLIFF, which translators' tools protect.

A tag around words is a ``g``, a line break an ``x``. Their ids say what they stand for (``b1`` is
the first bold stretch, ``a2`` the second link): words are read without a look at the source.
"""

import re
from collections import Counter
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from translation.words.markup import (
    CLOSING,
    DEEPEST,
    EMPTY,
    LINE_BREAK,
    LINK,
    OPENING,
    TEXT,
    Piece,
    assemble,
    pieces,
)

KINDS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", LINK: "link"}
FORMATTING = re.compile(r"(abbr|acronym|b|code|em|i|strong)\d+")
# Characters that XML cannot hold, or does not give back as they were, travel as an "x".
UNWRITABLE = re.compile("([\x01-\x08\x0b-\x1f\ufffe\uffff])")
CHARACTER = re.compile(r"char-([0-9a-f]{4})")
BREAK = re.compile(rf"{LINE_BREAK}\d*")


class InlineError(ValueError):
    """Inline markup that is none of ours; the text says what is wrong."""


def fill(element: Element, text: str) -> None:
    """Put a segment with sound markup into a ``source`` or ``target``."""
    stack, counts = [element], Counter()
    for piece in pieces(text):
        if piece.kind == TEXT:
            _add_text(stack[-1], piece.text)
        elif piece.kind == CLOSING:
            stack.pop()
        elif piece.kind == EMPTY:
            counts[piece.name] += 1
            SubElement(stack[-1], "x", {"id": f"{piece.name}{counts[piece.name]}", "ctype": "lb"})
        else:
            counts[piece.name] += 1
            stack.append(SubElement(stack[-1], "g", _attributes(piece, counts[piece.name])))


def _attributes(piece: Piece, number: int) -> dict[str, str]:
    identity = piece.id or piece.name if piece.name == LINK else f"{piece.name}{number}"
    return {"id": identity, "ctype": KINDS.get(piece.name, f"x-{piece.name}")}


def _add_text(parent: Element, text: str) -> None:
    plain, *rest = UNWRITABLE.split(text)
    _append(parent, plain)
    for character, plain in zip(rest[::2], rest[1::2], strict=True):
        SubElement(parent, "x", {"id": f"char-{ord(character):04x}", "ctype": "x-char"})
        _append(parent, plain)


def _append(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def read(element: Element | None) -> str:
    """Make a segment of a ``source`` or ``target``; raise :class:`InlineError` if that fails."""
    return "" if element is None else assemble(_pieces(element, 0))


def _pieces(element: Element, depth: int) -> list[Piece]:
    if depth > DEEPEST:
        raise InlineError(_("There is formatting within formatting. Remove some."))
    found = [Piece(TEXT, element.text or "")]
    for child in element:
        found += [*_from_child(child, depth), Piece(TEXT, child.tail or "")]
    return found


def _from_child(child: Element, depth: int) -> list[Piece]:
    kind, identity = str(child.tag).rpartition("}")[2], child.get("id", "")
    if kind == "mrk":  # a sentence or a term that the tool marked; the words in it count
        return _pieces(child, depth + 1)
    if kind == "g":
        formatting = FORMATTING.fullmatch(identity)
        name, link = (formatting[1], "") if formatting else (LINK, identity)
        opening = Piece(OPENING, name=name, id="" if link == LINK else link)
        return [opening, *_pieces(child, depth + 1), Piece(CLOSING, name=name)]
    if kind == "x" and BREAK.fullmatch(identity):
        return [Piece(EMPTY, name=LINE_BREAK)]
    character = kind == "x" and CHARACTER.fullmatch(identity)
    if character and UNWRITABLE.fullmatch(written := chr(int(character[1], 16))):
        return [Piece(TEXT, written)]
    raise InlineError(
        _("The tag <%(tag)s> is none of those that the site put into the file.")
        % {"tag": f"{kind} id={identity}"[:40]}
    )
