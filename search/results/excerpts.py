"""Choose the part of a long text to show as its excerpt."""

import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple


class TermMatch(NamedTuple):
    """An occurrence of a query term: offsets into the text, and the index of the term."""

    start: int
    end: int
    term: int


def find_excerpt(text: str, found: Sequence[TermMatch], longest: int) -> tuple[int, int]:
    """Return start and end of the best part of the text, at most ``longest`` characters long.

    The best part contains the most different terms. Of equal parts, one within a paragraph is
    preferred, and then the first. Without any match it is the beginning of the text. It starts and
    ends between words; a word is cut only if it is longer than the part, and never between a letter
    and its combining marks. What hyphens or quotes join to a term is left out if another term would
    not fit otherwise. ``found`` is in the order of the text.
    """
    first, last = _closest_together(text, found, longest) if found else (0, 0)
    first = _start_of_compound(text, first, max(last - longest, 0))
    start = _start_before(text, first, (longest - (last - first)) // 3)
    return start, _end_after(text, start, last, longest)


def _closest_together(text: str, found: Sequence[TermMatch], longest: int) -> tuple[int, int]:
    """Return start and end of the shortest range with the most different terms."""
    term_count = len({match.term for match in found})
    best, best_score = (found[0].start, found[0].end), (1, False)
    for number, first in enumerate(found):
        terms = set()
        for match in islice(found, number, None):
            if match.end - first.start > longest:
                break
            if match.term not in terms:
                terms.add(match.term)
                score = len(terms), "\n" not in text[first.start : match.end]
                if score > best_score:
                    best, best_score = (first.start, match.end), score
        if best_score == (term_count, True):
            break
    return best


def _start_of_compound(text: str, position: int, earliest: int) -> int:
    """Move back over what a hyphen joins to the matching word, as far as everything fits."""
    candidates = range(position, earliest - 1, -1)
    return next((index for index in candidates if _starts_word(text, index)), position)


def _start_before(text: str, position: int, max_distance: int) -> int:
    """Move back to the start of the paragraph or, if it is too far, to that of an earlier word."""
    earliest = max(position - max_distance, 0)
    paragraph = text.rfind("\n", earliest, position) + 1
    if paragraph or not earliest:
        return paragraph
    words = (index for index in range(earliest, position) if _starts_word(text, index))
    return next(words, position)


def _end_after(text: str, start: int, position: int, longest: int) -> int:
    """Move on to the end of the paragraph if that fills half an excerpt, else of the last word."""
    latest = start + longest
    paragraph = text.find("\n", max(position, start + longest // 2), latest + 1)
    if paragraph >= 0 or latest >= len(text):
        return paragraph if paragraph >= 0 else len(text)
    ends = (index for index in range(latest, max(position - 1, start), -1) if text[index].isspace())
    end = next(ends, None) or _before_marks(text, start, latest)
    return start + len(text[start:end].rstrip())


def _starts_word(text: str, index: int) -> bool:
    after_space = not index or text[index - 1].isspace()
    return after_space and not text[index].isspace() and not _is_combining(text[index])


def _before_marks(text: str, start: int, position: int) -> int:
    """Move back to the start of a letter with its combining marks, if there is one."""
    return next(
        (end for end in range(position, start, -1) if not _is_combining(text[end])), position
    )


def _is_combining(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
