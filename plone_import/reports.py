"""The report of a check or an import: the result of every object, and what could not be mapped."""

import csv
import io
from collections import Counter
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choices import ImportResult, ObjectVisibility
from .export.reading import PloneExport
from .plan import ImportPlan, PlannedObject

COLUMNS = ("path", "type", "title", "result", "visibility", "address", "notes", "uid")


@dataclass
class ObjectReport:
    """``address`` is that of the page or file on this site, once it is known."""

    path: str
    type: str
    title: str
    uid: str
    result: str
    visibility: str = ""
    address: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def result_label(self) -> str:
        return ImportResult(self.result).label

    @property
    def visibility_label(self) -> str:
        return ObjectVisibility(self.visibility).label if self.visibility else ""

    @classmethod
    def from_planned(cls, planned: PlannedObject, address: str) -> "ObjectReport":
        has_visibility = planned.is_page or planned.result in (
            ImportResult.TRANSLATION, ImportResult.DOCUMENT, ImportResult.MILESTONE
        )  # fmt: skip
        return cls(
            path=f"/{planned.item.path}",
            type=planned.item.type,
            title=planned.item.title,
            uid=planned.item.uid,
            result=str(planned.result),
            visibility=str(planned.visibility) if has_visibility else "",
            address=address,
            notes=list(planned.notes),
        )


@dataclass
class PloneImportReport:
    """``problems`` prevent the import; ``notes`` concern the export as a whole."""

    rows: list[ObjectReport] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    redirects: int = 0

    @property
    def counts(self) -> list[tuple[ImportResult, int]]:
        """How many objects have each result, in the order of the results."""
        found = Counter(row.result for row in self.rows)
        return [(result, found[result]) for result in ImportResult if found[result]]

    @property
    def is_anything_new(self) -> bool:
        known = (ImportResult.UNCHANGED, ImportResult.CHANGED, ImportResult.NOT_MAPPED)
        return any(row.result not in known for row in self.rows)

    def to_json(self) -> dict:
        return {
            "rows": [asdict(row) for row in self.rows],
            "problems": self.problems,
            "notes": self.notes,
            "redirects": self.redirects,
            "is_anything_new": self.is_anything_new,
        }

    @classmethod
    def from_json(cls, data: dict) -> "PloneImportReport":
        return cls(
            rows=[ObjectReport(**_with_names_of_today(row)) for row in data.get("rows", [])],
            problems=data.get("problems", []),
            notes=data.get("notes", []),
            redirects=data.get("redirects", 0),
        )

    def to_csv(self) -> str:
        """Return the rows as a table; texts that a spreadsheet would calculate are quoted."""
        output = io.StringIO()
        writer = csv.writer(output)
        writer.writerow(COLUMNS)
        for row in self.rows:
            cells = {**asdict(row), "notes": " | ".join(row.notes)}
            writer.writerow(_safe_cell(str(cells[name])) for name in COLUMNS)
        return output.getvalue()


def _with_names_of_today(row: dict) -> dict:
    """Rename what release 1.0 stored under other names."""
    renamed = {"fate": "result", "publicity": "visibility"}
    return {renamed.get(name, name): value for name, value in row.items()}


def _safe_cell(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def export_notes(export: PloneExport, plan: ImportPlan) -> list[str]:
    """Return what there is to say about the export as a whole."""
    notes = list(export.damaged)
    if export.ignored:
        names = ", ".join(sorted(export.ignored))
        notes.append(_("Not imported, since this site has no place for it: %s") % names)
    if export.missing:
        names = ", ".join(f"{name}.json" for name in export.missing)
        notes.append(_("Not in the export: %s") % names)
    known_uids = export.objects.keys()
    lost = sum(1 for _start, to in export.relations if to not in known_uids)
    if lost:
        message = ngettext(
            "%d relation leads to an object that is not in the export.",
            "%d relations lead to objects that are not in the export.",
            lost,
        )
        notes.append(message % lost)
    zone = plan.mapping.time_zone
    if any(planned.item.date("start") for planned in plan.objects.values()):
        notes.append(_("The dates of events are read in the time zone %s.") % zone)
    return notes
