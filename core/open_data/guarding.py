"""Cells that no spreadsheet computes, and that are read back exactly as they were.

A spreadsheet takes a cell that begins with one of these signs for a formula, which may ask other
machines for things or start programs. An apostrophe before it makes it a text. A text that itself
begins with apostrophes and such a sign gets one more, so that taking one away always gives back
what was written; a text that was never guarded is left as it is.
"""

import re

_COMPUTED = r"[=+\-@\t\r\n＝＋－＠]"
_DANGEROUS = re.compile(rf"'*{_COMPUTED}")
_GUARDED = re.compile(rf"'+{_COMPUTED}")


def guarded(text: str) -> str:
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
