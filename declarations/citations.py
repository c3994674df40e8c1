"""Citations for reference managers: BibTeX, RIS and CSL-JSON, all in UTF-8."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from core.dates import DatePrecision, PartialDate


@dataclass(frozen=True)
class Citation:
    """The bibliographic data of a document. The formats leave out empty texts."""

    key: str
    title: str
    author: str
    date: PartialDate
    kind: str
    note: str
    language: str
    url: str

    @property
    def date_parts(self) -> list[list[int]]:
        """Year, month and day as far as they are known, of the first and of the last day."""
        length = {DatePrecision.DAY: 3, DatePrecision.MONTH: 2, DatePrecision.YEAR: 1}[
            self.date.precision
        ]
        days = [day for day in (self.date.start, self.date.end) if day]
        return [[day.year, day.month, day.day][:length] for day in days]


def _one_line(text: str) -> str:
    return " ".join(text.split())


# The special characters of TeX. Braces are commands, because BibTeX counts escaped ones, too.
_TEX_COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        **{char: f"\\{char}" for char in "$&%#_"},
    }
)


def bibtex(citation: Citation) -> str:
    """Return an entry for BibTeX and BibLaTeX.

    A second pair of braces preserves the capitals of the title, and marks the author as an
    institution.
    """
    days = ["-".join(f"{part:02}" for part in parts) for parts in citation.date_parts]
    fields = {
        "title": f"{{{_tex(citation.title)}}}",
        "author": f"{{{_tex(citation.author)}}}" if citation.author else "",
        "year": str(citation.date.start.year),
        "date": "/".join(days),
        "type": _tex(citation.kind),
        "note": _tex(citation.note),
        "language": citation.language,
        "url": citation.url,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{citation.key},", *lines, "}", ""])


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX_COMMANDS)


def ris(citation: Citation) -> str:
    """Return a record of lines: a tag of two letters, two spaces, a hyphen, a space, the value."""
    year, *rest = (f"{part:02}" for part in citation.date_parts[0])
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
        ("UR", citation.url),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(citation: Citation) -> str:
    """Return a list of one item, by the schema of the Citation Style Language."""
    item = {
        "id": citation.key,
        "type": "document",
        "title": _one_line(citation.title),
        "author": [{"literal": _one_line(citation.author)}] if citation.author else [],
        "issued": {"date-parts": citation.date_parts},
        "genre": citation.kind,
        "note": citation.note,
        "language": citation.language,
        "URL": citation.url,
    }
    filled = {name: value for name, value in item.items() if value}
    return json.dumps([filled], ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class CitationFormat:
    name: str
    extension: str
    content_type: str
    write: Callable[[Citation], str]


# By the last component of their URL.
CITATION_FORMATS = {
    "bibtex": CitationFormat("BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex),
    "ris": CitationFormat("RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris),
    "csl-json": CitationFormat(
        "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json
    ),
}
