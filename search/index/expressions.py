"""Search expressions, independent of the database, and their rendering for each database.

Every token consists of the characters a to z, 0 to 9 and ``_``. Anything else raises
``ValueError``, so that no input of a reader can reach the query syntax of a database.
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[a-z0-9_]+")


class SearchExpression:
    """A condition on the tokens of an entry."""

    def fts5(self) -> str:
        """Return the expression in FTS5 syntax (https://sqlite.org/fts5.html, section 3)."""
        raise NotImplementedError

    def tsquery(self) -> str:
        """Return the expression as a ``tsquery`` literal of PostgreSQL."""
        raise NotImplementedError


@dataclass(frozen=True)
class TermExpression(SearchExpression):
    """Matches entries with this token."""

    token: str

    def __post_init__(self):
        _require_token(self.token)

    def fts5(self):
        return f'"{self.token}"'

    def tsquery(self):
        return f"'{self.token}'"


@dataclass(frozen=True)
class PrefixExpression(TermExpression):
    """Matches entries with a token that starts with this text."""

    def fts5(self):
        return f'"{self.token}"*'

    def tsquery(self):
        return f"'{self.token}':*"


@dataclass(frozen=True)
class PhraseExpression(SearchExpression):
    """Matches entries with these tokens at consecutive positions."""

    tokens: tuple[str, ...]

    def __post_init__(self):
        for token in self.tokens:
            _require_token(token)

    def fts5(self):
        return f'"{" ".join(self.tokens)}"'

    def tsquery(self):
        return "(" + " <-> ".join(f"'{token}'" for token in self.tokens) + ")"


@dataclass(frozen=True)
class AndExpression(SearchExpression):
    """Matches entries that match all parts."""

    parts: tuple[SearchExpression, ...]

    def fts5(self):
        return "(" + " AND ".join(part.fts5() for part in self.parts) + ")"

    def tsquery(self):
        return "(" + " & ".join(part.tsquery() for part in self.parts) + ")"


@dataclass(frozen=True)
class OrExpression(SearchExpression):
    """Matches entries that match at least one part."""

    parts: tuple[SearchExpression, ...]

    def fts5(self):
        return "(" + " OR ".join(part.fts5() for part in self.parts) + ")"

    def tsquery(self):
        return _balanced([part.tsquery() for part in self.parts])


def _balanced(parts: list[str]) -> str:
    """Join the parts by ``|`` in pairs of pairs.

    PostgreSQL walks the tree for each entry; a word with all its stems would be a deep one.
    """
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return f"({_balanced(parts[:middle])} | {_balanced(parts[middle:])})"


def _require_token(token: str) -> None:
    if not _TOKEN.fullmatch(token):
        raise ValueError(f"Not a token of the index: {token!r}. Fold the word first.")
