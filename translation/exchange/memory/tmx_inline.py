"""Inline markup of segments as inline elements of TMX, whose content is the native code.

A tag is a pair of ``bpt`` and ``ept``, a line break a ``ph``. Files of other tools contain the tags
of their own formats, which mean nothing here: such a text is read without any tag, and is still
found as a similar text.
"""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from django.core.exceptions import ValidationError

from translation.exchange.documents import normalised_text
from translation.exchange.xliff_inline import (
    CHARACTER_ID,
    CTYPES,
    NOT_WRITABLE_IN_XML,
    append_text,
)
from translation.segments.markup import (
    CLOSING,
    EMPTY,
    OPENING,
    TEXT,
    MarkupToken,
    markup_from_text,
    parse_markup,
    plain_text,
    serialise_markup,
    validate_markup,
)

NATIVE_CODES = {"bpt": OPENING, "ept": CLOSING, "ph": EMPTY}
# Highlighted text, as terms are in some tools: only its content is read.
HIGHLIGHT = "hi"
# Of what this site writes; a text with more is read without any tag.
MAX_TAGS = 500  # in one text
MAX_CODE_LENGTH = 100  # characters of one tag


class TagNumbers(dict):
    """The numbers of the tags of one unit: the same tag has the same number in each language."""

    def number(self, *tag) -> str:
        return str(self.setdefault(tag, len(self) + 1))


def write_segment(segment: Element, text: str, numbers: TagNumbers) -> None:
    """Write a text into a ``seg``; markup that is not valid is left out."""
    opened, counts = [], Counter()
    for token in parse_markup(normalised_text(text)):
        if token.kind == TEXT:
            _write_text(segment, token.text)
        elif token.kind == CLOSING:
            SubElement(segment, "ept", {"i": opened.pop()}).text = serialise_markup([token])
        else:
            counts[token.tag] += 1
            number = numbers.number(*token.tag, counts[token.tag])
            if token.kind == OPENING:
                opened.append(number)
                kind = CTYPES.get(token.name, f"x-{token.name}")
                element = SubElement(segment, "bpt", {"i": number, "x": number, "type": kind})
            else:
                element = SubElement(segment, "ph", {"x": number, "type": "lb"})
            element.text = serialise_markup([token])


def _write_text(segment: Element, text: str) -> None:
    plain, *rest = NOT_WRITABLE_IN_XML.split(text)
    append_text(segment, plain)
    for character, plain in zip(rest[::2], rest[1::2], strict=True):
        SubElement(segment, "ph", {"type": "x-char"}).text = f"char-{ord(character):04x}"
        append_text(segment, plain)


def read_segment(segment: Element) -> str:
    """Return the text of a ``seg``, without any markup if this site did not write all of it."""
    tokens = list(_tokens(segment))
    if None in tokens:
        return serialise_markup(token for token in tokens if token and token.kind == TEXT)
    return normalised_text(serialise_markup(tokens))


def paired_texts(source: str, target: str) -> tuple[str, str]:
    """Return a source and its target, both without markup if that of one does not fit the other."""
    try:
        validate_markup(source, target, is_rich=True)
    except ValidationError:
        return markup_from_text(plain_text(source)), markup_from_text(plain_text(target))
    return source, target


def _tokens(element: Element) -> Iterator[MarkupToken | None]:
    """Yield the text runs and tags; ``None`` for an element that means nothing here."""
    yield MarkupToken(TEXT, element.text or "")
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name == HIGHLIGHT:
            yield from _tokens(child)
        else:
            yield _native_token(name, child.text or "") if len(element) <= MAX_TAGS else None
        yield MarkupToken(TEXT, child.tail or "")


def _native_token(name: str, code: str) -> MarkupToken | None:
    character = CHARACTER_ID.fullmatch(code)
    if character and NOT_WRITABLE_IN_XML.fullmatch(text := chr(int(character[1], 16))):
        return MarkupToken(TEXT, text)
    if len(code) > MAX_CODE_LENGTH:
        return None
    tokens = parse_markup(code)
    return tokens[0] if [token.kind for token in tokens] == [NATIVE_CODES.get(name)] else None
