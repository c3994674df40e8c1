"""Citations as data for reference managers: BibTeX, RIS and CSL-JSON.

Each format is a few lines with rules of its own for what may stand in a value; all are UTF-8.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.dates import PartialDate, Precision


@dataclass(frozen=True)
class Citation:
    """What is cited of a document; empty texts are left out."""

    key: str
    title: str
    author: str
    date: PartialDate
    kind: str
    note: str
    language: str
    address: str

    @property
    def days(self) -> list[date]:
        """The first day, and the last one of a range."""
        return [day for day in (self.date.start, self.date.end) if day]


def _known(day: date, precision: Precision) -> list[int]:
    """Year, month and day as far as they are known."""
    length = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1}[precision]
    return [day.year, day.month, day.day][:length]


def _one_line(text: str) -> str:
    return " ".join(text.split())


# What means something to TeX; all other letters of all scripts stand for themselves. BibTeX counts
# braces before TeX reads them, escaped or not: they have to be named.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        **{sign: f"\\{sign}" for sign in "$&%#_"},
    }
)


def bibtex(citation: Citation) -> str:
    """Write an entry that BibTeX and BibLaTeX read.

    A second pair of braces keeps the capitals of a title, and an institution from being taken for
    a list of persons.
    """
    days = ["-".join(f"{part:02}" for part in parts) for parts in _dates(citation)]
    fields = {
        "title": f"{{{_tex(citation.title)}}}",
        "author": f"{{{_tex(citation.author)}}}" if citation.author else "",
        "year": str(citation.date.start.year),
        "date": "/".join(days),
        "type": _tex(citation.kind),
        "note": _tex(citation.note),
        "language": citation.language,
        "url": citation.address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{citation.key},", *lines, "}", ""])


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX)


def _dates(citation: Citation) -> list[list[int]]:
    return [_known(day, citation.date.precision) for day in citation.days]


def ris(citation: Citation) -> str:
    """Write a record of tagged lines: two letters, two spaces, a hyphen, a space, the value."""
    year, *rest = (f"{part:02}" for part in _dates(citation)[0])
    month, day = [*rest, "", ""][:2]
    fields = [
        ("TY", "GOVDOC"),
        ("ID", citation.key),
        ("TI", citation.title),
        ("AU", citation.author),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/"),
        ("M3", citation.kind),
        ("N1", citation.note),
        ("LA", citation.language),
        ("UR", citation.address),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(citation: Citation) -> str:
    """Write a list of one item, as the Citation Style Language's schema has it."""
    item = {
        "id": citation.key,
        "type": "document",
        "title": _one_line(citation.title),
        "author": [{"literal": _one_line(citation.author)}] if citation.author else [],
        "issued": {"date-parts": _dates(citation)},
        "genre": citation.kind,
        "note": citation.note,
        "language": citation.language,
        "URL": citation.address,
    }
    found = {name: value for name, value in item.items() if value}
    return json.dumps([found], ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class Format:
    name: str
    extension: str
    content_type: str
    write: Callable[[Citation], str]


# By their part of the address.
FORMATS = {
    "bibtex": Format("BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex),
    "ris": Format("RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris),
    "csl-json": Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
}
