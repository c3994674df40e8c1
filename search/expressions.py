"""What the index is asked, as a value that one can print, and its two ways into SQL.

Every token consists of the characters a to z, 0 to 9 and ``_``. A token of anything else is
refused, so that no text of a reader ever reaches the syntax of a database.
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[a-z0-9_]+")


class Expression:
    """Something that an entry of the index matches or does not."""

    def fts5(self) -> str:
        """The expression in SQLite's syntax (https://sqlite.org/fts5.html, section 3)."""
        raise NotImplementedError

    def tsquery(self) -> str:
        """The expression as PostgreSQL's ``tsquery``, whose tokens are taken as they are."""
        raise NotImplementedError


@dataclass(frozen=True)
class Token(Expression):
    """The entry has this token."""

    token: str

    def __post_init__(self):
        _require_token(self.token)

    def fts5(self):
        return f'"{self.token}"'

    def tsquery(self):
        return f"'{self.token}'"


@dataclass(frozen=True)
class Beginning(Token):
    """The entry has a token that begins like this."""

    def fts5(self):
        return f'"{self.token}"*'

    def tsquery(self):
        return f"'{self.token}':*"


@dataclass(frozen=True)
class Phrase(Expression):
    """The entry has these words, one right after the other. Other tokens have no place."""

    tokens: tuple[str, ...]

    def __post_init__(self):
        for token in self.tokens:
            _require_token(token)

    def fts5(self):
        return f'"{" ".join(self.tokens)}"'

    def tsquery(self):
        return "(" + " <-> ".join(f"'{token}'" for token in self.tokens) + ")"


@dataclass(frozen=True)
class All(Expression):
    """The entry matches each of these."""

    parts: tuple[Expression, ...]

    def fts5(self):
        return "(" + " AND ".join(part.fts5() for part in self.parts) + ")"

    def tsquery(self):
        return "(" + " & ".join(part.tsquery() for part in self.parts) + ")"


@dataclass(frozen=True)
class Some(Expression):
    """The entry matches at least one of these."""

    parts: tuple[Expression, ...]

    def fts5(self):
        return "(" + " OR ".join(part.fts5() for part in self.parts) + ")"

    def tsquery(self):
        return "(" + " | ".join(part.tsquery() for part in self.parts) + ")"


def _require_token(token: str) -> None:
    if not _TOKEN.fullmatch(token):
        raise ValueError(f"Not a token of the index: {token!r}. Fold the word first.")
