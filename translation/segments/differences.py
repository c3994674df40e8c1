"""Differences between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class TextDifference:
    """A run of text that is in both texts (``kept``), only in the old or only in the new one."""

    kind: str
    text: str


KEPT, REMOVED, ADDED = "kept", "removed", "added"


def word_differences(before: str, after: str) -> list[TextDifference]:
    """Return the runs in reading order, removed text before the text that replaced it."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    differences = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            differences.append(TextDifference(KEPT, "".join(old[a:b])))
            continue
        if a < b:
            differences.append(TextDifference(REMOVED, "".join(old[a:b])))
        if c < d:
            differences.append(TextDifference(ADDED, "".join(new[c:d])))
    return differences
