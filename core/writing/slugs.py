"""Slugs in ASCII from titles in any script of the site, for the server and for the editor's form.

The letters are those of :mod:`core.writing.folding`, so that a title in Cyrillic and the same title
in Latin script have one slug. Wagtail's own tables differ between languages, and Django drops every
letter that is not ASCII.
"""

from collections import defaultdict

from .folding import fold_letters

MAX_LENGTH = 240
"""Characters of a slug: Wagtail may add a number, and its field has 255."""

# Latin with diacritics, Greek, Cyrillic, and the letters of Romanian with a comma below.
_BLOCKS = ((0x00C0, 0x017F), (0x0370, 0x03FF), (0x0400, 0x045F), (0x0490, 0x0491), (0x0218, 0x021B))


def slug_for(title: str) -> str:
    """Return a slug for a title; empty if the title has no letter or digit that is known."""
    return "-".join(fold_letters(title).split())[:MAX_LENGTH].strip("-")


def slug_formatters() -> list[tuple[str, str]]:
    """Return the same letters as pairs of a regular expression and its replacement.

    Wagtail's widget for slugs takes them and applies them while somebody types.
    """
    spelt = defaultdict(str)
    for first, last in _BLOCKS:
        for letter in map(chr, range(first, last + 1)):
            if latin := fold_letters(letter).strip():
                spelt[latin] += letter
    letters = [(f"[{found}]", latin) for latin, found in spelt.items()]
    return [*letters, (r"[\u0300-\u036f\u00ad\u200b]", ""), ("[–—/]", "-")]
