"""Sentences of a text in any language and script, for the rules of easy language."""

import re

# The sign that ends a sentence, what closes with it, and the space that follows.
_END = re.compile(r"[.!?…:][\"'”“»’)\]]*\s+")
_WORD = re.compile(r"\w+(?:[-’']\w+)*")


def sentences(text: str) -> list[str]:
    """Split a text into its sentences; a colon ends one, too.

    A full stop before a small letter ends none: that of "20. oktobra", or of an abbreviation.
    """
    found, start = [], 0
    for end in _END.finditer(text):
        if not text[end.end() : end.end() + 1].islower():
            found.append(text[start : end.end()].strip())
            start = end.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def word_count(sentence: str) -> int:
    return len(_WORD.findall(sentence))
