"""Typography of texts in any language: doubled spaces, pairs of signs, straight quotation marks."""

import re

_DOUBLED = re.compile(r"[^\S\n]{2,}")
_STRAIGHT = re.compile(r"[\"']")
_BRACKETS = ("()", "[]", "«»")


def find_doubled_space(text: str) -> re.Match[str] | None:
    return _DOUBLED.search(text)


def find_straight_quotation_mark(text: str) -> re.Match[str] | None:
    """Return the first quotation mark or apostrophe of a typewriter."""
    return _STRAIGHT.search(text)


def unbalanced_pairs(text: str) -> list[str]:
    """Return the pairs of brackets and quotation marks of which one is missing."""
    pairs = [f"{a} {b}" for a, b in _BRACKETS if text.count(a) != text.count(b)]
    low, left, right = (text.count(sign) for sign in "„“”")
    if low and low != left + right:
        pairs.append("„ “")
    elif not low and left != right:
        pairs.append("“ ”")
    if text.count('"') % 2:
        pairs.append('"')
    return pairs
