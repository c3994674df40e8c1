"""The difference between two texts, word by word, as people read it."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Difference:
    """A stretch of text: in both (``kept``), only in the old or only in the new one."""

    kind: str
    text: str


KEPT, REMOVED, ADDED = "kept", "removed", "added"


def word_differences(before: str, after: str) -> list[Difference]:
    """Return the stretches in reading order; what was removed stands before what took its place."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Difference(KEPT, "".join(old[a:b])))
            continue
        if a < b:
            found.append(Difference(REMOVED, "".join(old[a:b])))
        if c < d:
            found.append(Difference(ADDED, "".join(new[c:d])))
    return found
