"""Inline markup of segments: parsing, serialisation and validation.

A segment is HTML with inline tags only. A link has an ``id`` instead of its URL, which is stored
with the source (``StringSegment.attrs``). This module parses a segment into a list of text runs and
tags, from which the editor and the exchange formats make their own representations.
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
MAX_URL_LENGTH = 40  # characters of a URL that a label shows
MAX_NESTING_DEPTH = 20  # levels of nested tags


@dataclass(frozen=True)
class MarkupToken:
    """A run of plain text (``text``), or a tag (``name``, and ``id`` for a link)."""

    kind: str
    text: str = ""
    name: str = ""
    id: str = ""
    label: str = ""

    @property
    def tag(self) -> tuple[str, str]:
        return self.name, self.id


class TagDifferences(NamedTuple):
    """Opening tags that a translation lacks, and those that are not in its source."""

    lost: list[MarkupToken]
    added: list[MarkupToken]


def parse_markup(text: str, attrs: str = "") -> list[MarkupToken]:
    """Parse a segment. With ``StringSegment.attrs``, the labels of links contain their URLs.

    ``serialise_markup`` is the exact inverse. Invalid markup is kept as it is.
    """
    parser = _SegmentMarkupParser(json.loads(attrs) if attrs else {})
    parser.feed(text)
    parser.close()
    return parser.tokens


def serialise_markup(tokens: Iterable[MarkupToken]) -> str:
    """Serialise tokens to a segment in the format of wagtail-localize."""
    return "".join(_serialise(token) for token in tokens)


def normalise_markup(text: str) -> str:
    """Return a segment in the format of wagtail-localize, with all special characters escaped.

    An unescaped ampersand before a letter would otherwise be lost on the published page.
    """
    return serialise_markup(parse_markup(text))


def markup_from_text(text: str) -> str:
    """Convert plain text to a segment; a new line becomes a line break."""
    return escape(text, quote=False).replace("\n", "<br/>")


def plain_text(text: str) -> str:
    """Convert a segment to plain text without tags and entities; a line break is a new line."""
    return "".join("\n" if token.name == LINE_BREAK else token.text for token in parse_markup(text))


def inline_tags(source: str, attrs: str = "") -> list[dict]:
    """Return the inline tags that a translator can insert, each once, in their order."""
    found = {}
    for token in _tags(source, attrs):
        found.setdefault(
            token.tag,
            {
                "name": token.name,
                "id": token.id,
                "label": token.label,
                "opening": _serialise(token),
                "closing": "" if token.kind == EMPTY else f"</{token.name}>",
            },
        )
    return list(found.values())


def compare_tags(source: str, text: str, attrs: str = "") -> TagDifferences:
    """Compare the tags of a translation with those of its source, counting repeated ones."""
    wanted, given = _tags(source, attrs), _tags(text, attrs)
    return TagDifferences(_tags_missing_in(given, wanted), _tags_missing_in(wanted, given))


def validate_markup(source: str, text: str, is_rich: bool) -> None:
    """Raise ``ValidationError`` for a target text whose markup could not be published."""
    tokens = parse_markup(text)
    for token in tokens:
        if not is_rich and token.kind != TEXT and token.name != LINE_BREAK:
            raise ValidationError(
                _("This text is plain: it can have neither formatting nor links.")
            )
    for token in tokens:
        if token.kind != TEXT and token.name not in INLINE_TAGS:
            raise ValidationError(
                _("<%(name)s> cannot be used here. Remove it.") % {"name": token.name}
            )
    _check_nesting(tokens)
    _check_links(source, text)


class _SegmentMarkupParser(HTMLParser):
    def __init__(self, attrs: dict):
        super().__init__(convert_charrefs=True)
        self.tokens: list[MarkupToken] = []
        self._attrs = attrs

    def handle_data(self, data: str) -> None:
        if self.tokens and self.tokens[-1].kind == TEXT:
            data = self.tokens.pop().text + data
        self.tokens.append(MarkupToken(TEXT, data))

    def handle_starttag(self, tag: str, attrs: list) -> None:
        identity = (dict(attrs).get("id") or "") if tag == LINK else ""
        if tag not in INLINE_TAGS or len(attrs) > bool(identity):
            self._keep_invalid(self.get_starttag_text()[1:-1])
        else:
            kind = EMPTY if tag == LINE_BREAK else OPENING
            self.tokens.append(MarkupToken(kind, "", tag, identity, self._label(tag, identity)))

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.handle_starttag(tag, attrs)
        if self.tokens[-1].name == tag:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != LINE_BREAK:
            self.tokens.append(MarkupToken(CLOSING, "", tag, "", self._label(tag, "")))

    def handle_comment(self, data: str) -> None:
        self._keep_invalid(f"!--{data}--")

    def handle_decl(self, decl: str) -> None:
        self._keep_invalid(f"!{decl}")

    def unknown_decl(self, data: str) -> None:
        self._keep_invalid(f"![{data}]")

    def handle_pi(self, data: str) -> None:
        self._keep_invalid(f"?{data}")

    def _keep_invalid(self, markup: str) -> None:
        """Keep markup that segments cannot have as a tag of that name, which validation rejects."""
        self.tokens.append(MarkupToken(OPENING, "", markup, "", f"<{markup}>"))

    def set_cdata_mode(self, *args, **kwargs) -> None:
        """Parse the content of script and style elements, too; these tags are rejected anyway."""

    def _label(self, name: str, identity: str) -> str:
        if name != LINK:
            return str(LABELS.get(name, f"<{name}>"))
        number = identity.removeprefix(LINK)
        label = _("link %(number)s") % {"number": number} if number else _("link")
        url = self._attrs.get(identity, {}).get("href", "")
        if not url:
            return label
        url = url.partition("//")[2] or url
        shown = url if len(url) <= MAX_URL_LENGTH else f"{url[:MAX_URL_LENGTH]}…"
        return f"{label}: {shown}"


def _serialise(token: MarkupToken) -> str:
    if token.kind == TEXT:
        return escape(token.text, quote=False)
    if token.kind == CLOSING:
        return f"</{token.name}>"
    identity = f' id="{escape(token.id)}"' if token.id else ""
    return f"<{token.name}{identity}{'/' if token.kind == EMPTY else ''}>"


def _tags(text: str, attrs: str = "") -> list[MarkupToken]:
    return [token for token in parse_markup(text, attrs) if token.kind in (OPENING, EMPTY)]


def _tags_missing_in(given: list[MarkupToken], wanted: list[MarkupToken]) -> list[MarkupToken]:
    remaining, missing = Counter(token.tag for token in given), []
    for token in wanted:
        if remaining[token.tag]:
            remaining[token.tag] -= 1
        else:
            missing.append(token)
    return missing


def _check_nesting(tokens: list[MarkupToken]) -> None:
    """Check that every tag is closed, and in the right order."""
    opened: list[MarkupToken] = []
    for token in tokens:
        if token.kind == OPENING:
            opened.append(token)
            if len(opened) > MAX_NESTING_DEPTH:
                raise ValidationError(_("There is formatting within formatting. Remove some."))
        elif token.kind == CLOSING:
            if not opened or opened[-1].name != token.name:
                raise ValidationError(
                    _("“%(label)s” ends without having begun.") % {"label": token.label}
                )
            opened.pop()
    if opened:
        raise ValidationError(
            _("“%(label)s” begins and does not end.") % {"label": opened[-1].label}
        )


def _check_links(source: str, text: str) -> None:
    lost, added = compare_tags(source, text)
    for token in added:
        if token.name == LINK:
            raise ValidationError(
                _("“%(label)s” occurs too often here, or is not in the source. Remove it.")
                % {"label": token.label}
            )
    for token in lost:
        if token.name == LINK:
            raise ValidationError(
                _("“%(label)s” is missing. Put it around the words that should be the link.")
                % {"label": token.label}
            )
