"""Cells that no spreadsheet takes for a formula (OWASP: CSV injection), and back again.

A spreadsheet takes a cell that begins with one of these characters for a formula, which may fetch
URLs or start programs. An apostrophe before it makes the cell a text. A text that itself begins
with apostrophes and such a character gets one more, so that removing one always restores the text.
A text that was never escaped stays as it is.
"""

import re

MAX_CELL_LENGTH = 32_767  # characters that a cell of a spreadsheet can contain

_FORMULA_START = r"[=+\-@\t\r\n＝＋－＠]"
_FORMULA = re.compile(rf"'*{_FORMULA_START}")
_ESCAPED_FORMULA = re.compile(rf"'+{_FORMULA_START}")


def escape_formula(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    return text[1:] if _ESCAPED_FORMULA.match(text) else text
