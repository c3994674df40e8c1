"""Inline markup of segments: what may stand in the words, and how people see it.

A segment is HTML with inline tags only; a link carries an ``id``, and its address stays with the
source. Here it is a row of pieces, text runs and tags, which editors and files show as they like.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.strings import INLINE_TAGS

TEXT, OPENING, CLOSING, EMPTY = "text", "opening", "closing", "empty"
LINK, LINE_BREAK = "a", "br"
LABELS = {
    "b": gettext_lazy("bold"),
    "strong": gettext_lazy("bold"),
    "i": gettext_lazy("italic"),
    "em": gettext_lazy("italic"),
    "code": gettext_lazy("code"),
    "abbr": gettext_lazy("abbreviation"),
    "acronym": gettext_lazy("abbreviation"),
    LINE_BREAK: gettext_lazy("line break"),
}
LONGEST_ADDRESS = 40
DEEPEST = 20


@dataclass(frozen=True)
class Piece:
    """A run of text as it is read (``text``), or a tag (``name``, and ``id`` for a link)."""

    kind: str
    text: str = ""
    name: str = ""
    id: str = ""
    label: str = ""

    @property
    def tag(self) -> tuple[str, str]:
        return self.name, self.id


class LostAndAdded(NamedTuple):
    """Opening tags that a translation lacks, and those that its source does not have."""

    lost: list[Piece]
    added: list[Piece]


def pieces(text: str, attrs: str = "") -> list[Piece]:
    """Take a segment apart. ``attrs`` of its ``StringSegment`` let the links say where they lead.

    ``assemble`` puts it together again, exactly. Broken markup comes out as it stands.
    """
    parser = _Parser(json.loads(attrs) if attrs else {})
    parser.feed(text)
    parser.close()
    return parser.pieces


def assemble(parts: Iterable[Piece]) -> str:
    """Put pieces together to a segment, in the spelling of wagtail-localize."""
    return "".join(_html(piece) for piece in parts)


def normalised(text: str) -> str:
    """A segment as wagtail-localize would write it: every sign that markup uses is escaped.

    A bare ampersand before a letter would otherwise be lost on the way to the page.
    """
    return assemble(pieces(text))


def from_plain(text: str) -> str:
    """Make a segment of text without markup; a new line becomes a line break."""
    return escape(text, quote=False).replace("\n", "<br/>")


def plain(text: str) -> str:
    """The text as a reader sees it: no tags, no entities; a line break is a new line."""
    return "".join("\n" if piece.name == LINE_BREAK else piece.text for piece in pieces(text))


def chips(source: str, attrs: str = "") -> list[dict]:
    """The tags that a translator can insert, each once, in the order of the source."""
    found = {}
    for piece in _tags(source, attrs):
        found.setdefault(
            piece.tag,
            {
                "name": piece.name,
                "id": piece.id,
                "label": piece.label,
                "opening": _html(piece),
                "closing": "" if piece.kind == EMPTY else f"</{piece.name}>",
            },
        )
    return list(found.values())


def lost_and_added(source: str, text: str, attrs: str = "") -> LostAndAdded:
    """Compare the tags of a translation with those of its source, as often as each stands there."""
    wanted, given = _tags(source, attrs), _tags(text, attrs)
    return LostAndAdded(_without(wanted, given), _without(given, wanted))


def check_markup(source: str, text: str, is_rich: bool) -> None:
    """Raise ``ValidationError`` for words that could not be published as they are marked up."""
    parts = pieces(text)
    if not is_rich:
        _check_unmarked(parts)
    _check_tags(parts)
    _check_nesting(parts)
    _check_links(source, text)


class _Parser(HTMLParser):
    def __init__(self, attrs: dict):
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._attrs = attrs

    def handle_data(self, data: str) -> None:
        if self.pieces and self.pieces[-1].kind == TEXT:
            data = self.pieces.pop().text + data
        self.pieces.append(Piece(TEXT, data))

    def handle_starttag(self, tag: str, attrs: list) -> None:
        identity = (dict(attrs).get("id") or "") if tag == LINK else ""
        if tag not in INLINE_TAGS or len(attrs) > bool(identity):
            self._refuse(self.get_starttag_text()[1:-1])
        else:
            kind = EMPTY if tag == LINE_BREAK else OPENING
            self.pieces.append(Piece(kind, "", tag, identity, self._label(tag, identity)))

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.handle_starttag(tag, attrs)
        if self.pieces[-1].name == tag:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != LINE_BREAK:
            self.pieces.append(Piece(CLOSING, "", tag, "", self._label(tag, "")))

    def handle_comment(self, data: str) -> None:
        self._refuse(f"!--{data}--")

    def handle_decl(self, decl: str) -> None:
        self._refuse(f"!{decl}")

    def unknown_decl(self, data: str) -> None:
        self._refuse(f"![{data}]")

    def handle_pi(self, data: str) -> None:
        self._refuse(f"?{data}")

    def _refuse(self, written: str) -> None:
        """Keep, as it is written, what a segment cannot have: its name says why it is refused."""
        self.pieces.append(Piece(OPENING, "", written, "", f"<{written}>"))

    def set_cdata_mode(self, *args, **kwargs) -> None:
        """Read on behind a script or style element, too: it is refused anyway."""

    def _label(self, name: str, identity: str) -> str:
        if name != LINK:
            return str(LABELS.get(name, f"<{name}>"))
        number = identity.removeprefix(LINK)
        label = _("link %(number)s") % {"number": number} if number else _("link")
        address = self._attrs.get(identity, {}).get("href", "")
        if not address:
            return label
        address = address.partition("//")[2] or address
        shown = address if len(address) <= LONGEST_ADDRESS else f"{address[:LONGEST_ADDRESS]}…"
        return f"{label}: {shown}"


def _html(piece: Piece) -> str:
    if piece.kind == TEXT:
        return escape(piece.text, quote=False)
    if piece.kind == CLOSING:
        return f"</{piece.name}>"
    identity = f' id="{escape(piece.id)}"' if piece.id else ""
    return f"<{piece.name}{identity}{'/' if piece.kind == EMPTY else ''}>"


def _tags(text: str, attrs: str = "") -> list[Piece]:
    return [piece for piece in pieces(text, attrs) if piece.kind in (OPENING, EMPTY)]


def _without(some: list[Piece], others: list[Piece]) -> list[Piece]:
    left, kept = Counter(piece.tag for piece in others), []
    for piece in some:
        if left[piece.tag]:
            left[piece.tag] -= 1
        else:
            kept.append(piece)
    return kept


def _check_unmarked(parts: list[Piece]) -> None:
    if any(piece.kind != TEXT and piece.name != LINE_BREAK for piece in parts):
        raise ValidationError(_("This text is plain: it can have neither formatting nor links."))


def _check_tags(parts: list[Piece]) -> None:
    for piece in parts:
        if piece.kind != TEXT and piece.name not in INLINE_TAGS:
            raise ValidationError(
                _("<%(name)s> cannot be used here. Remove it.") % {"name": piece.name}
            )


def _check_nesting(parts: list[Piece]) -> None:
    """Every tag is closed, the last one first."""
    opened: list[Piece] = []
    for piece in parts:
        if piece.kind == OPENING:
            opened.append(piece)
            if len(opened) > DEEPEST:
                raise ValidationError(_("There is formatting within formatting. Remove some."))
        elif piece.kind == CLOSING:
            if not opened or opened[-1].name != piece.name:
                raise ValidationError(
                    _("“%(label)s” ends where it did not begin.") % {"label": piece.label}
                )
            opened.pop()
    if opened:
        raise ValidationError(
            _("“%(label)s” begins and does not end.") % {"label": opened[-1].label}
        )


def _check_links(source: str, text: str) -> None:
    lost, added = lost_and_added(source, text)
    for piece in added:
        if piece.name == LINK:
            raise ValidationError(
                _("“%(label)s” is once too often here, or not in the source. Remove it.")
                % {"label": piece.label}
            )
    for piece in lost:
        if piece.name == LINK:
            raise ValidationError(
                _("“%(label)s” is missing. Put it around the words that should be the link.")
                % {"label": piece.label}
            )
