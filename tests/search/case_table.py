"""The table of cases in ``cases/``: what a query finds in each language, and what it must not.

Each file is one language, or one kind of query. A page of the table has a text, and its cases
say of a query whether search has to find that page for it, and why.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


@dataclass(frozen=True)
class SearchCase:
    """A query in one language, whether it has to find the page with the text, and why."""

    language: str
    text: str
    query: str
    matches: bool
    why: str

    def __str__(self) -> str:
        verb = "finds" if self.matches else "must not find"
        return f"{self.language}: {self.query!r} {verb} {self.text!r} ({self.why})"


def cases_of(path: Path) -> list[SearchCase]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        SearchCase(page.get("language") or table["language"], page["text"], **case)
        for page in table["pages"]
        for case in page["cases"]
    ]


def all_cases() -> list[SearchCase]:
    return [case for path in FILES for case in cases_of(path)]
