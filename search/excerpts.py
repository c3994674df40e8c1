"""Which part of a long text to show, so that a reader sees why it was found."""

import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple


class Found(NamedTuple):
    """A place where a term of the question was found: offsets into the text, and which term."""

    start: int
    end: int
    term: int


def excerpt(text: str, found: Sequence[Found], longest: int) -> tuple[int, int]:
    """Return where the best part of the text begins and ends, ``longest`` characters at most.

    The best part holds the most different terms, does not cross a paragraph if another one holds
    as many, and comes first. Where nothing was found it is the beginning. It begins and ends
    between words; a word is cut only where it is longer than the part, and never between a letter
    and its marks. What hyphens or quotes join to a term is left out where another term would have
    no room beside it. ``found`` is in the order of the text.
    """
    first, last = _closest_together(text, found, longest) if found else (0, 0)
    first = _start_of_piece(text, first, max(last - longest, 0))
    start = _start_before(text, first, (longest - (last - first)) // 3)
    return start, _end_after(text, start, last, longest)


def _closest_together(text: str, found: Sequence[Found], longest: int) -> tuple[int, int]:
    """Return begin and end of the places with the most different terms."""
    most = len({place.term for place in found})
    best, best_score = (found[0].start, found[0].end), (1, False)
    for number, first in enumerate(found):
        terms = set()
        for place in islice(found, number, None):
            if place.end - first.start > longest:
                break
            if place.term not in terms:
                terms.add(place.term)
                score = len(terms), "\n" not in text[first.start : place.end]
                if score > best_score:
                    best, best_score = (first.start, place.end), score
        if best_score == (most, True):
            break
    return best


def _start_of_piece(text: str, position: int, earliest: int) -> int:
    """Go back over what a hyphen joins to the word that was found, as far as all can be shown."""
    places = range(position, earliest - 1, -1)
    return next((place for place in places if _starts_word(text, place)), position)


def _start_before(text: str, position: int, most: int) -> int:
    """Go back to the start of the paragraph or, if it is too far, to that of an earlier word."""
    earliest = max(position - most, 0)
    paragraph = text.rfind("\n", earliest, position) + 1
    if paragraph or not earliest:
        return paragraph
    words = (place for place in range(earliest, position) if _starts_word(text, place))
    return next(words, position)


def _end_after(text: str, start: int, position: int, longest: int) -> int:
    """Go on to the end of a paragraph if it makes half an excerpt, or else of the last word."""
    latest = start + longest
    paragraph = text.find("\n", max(position, start + longest // 2), latest + 1)
    if paragraph >= 0 or latest >= len(text):
        return paragraph if paragraph >= 0 else len(text)
    ends = (place for place in range(latest, max(position - 1, start), -1) if text[place].isspace())
    end = next(ends, None) or _before_marks(text, start, latest)
    return start + len(text[start:end].rstrip())


def _starts_word(text: str, place: int) -> bool:
    after_space = not place or text[place - 1].isspace()
    return after_space and not text[place].isspace() and not _is_mark(text[place])


def _before_marks(text: str, start: int, place: int) -> int:
    """Go back to where a letter and its marks begin; marks without end have no such place."""
    return next((end for end in range(place, start, -1) if not _is_mark(text[end])), place)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
