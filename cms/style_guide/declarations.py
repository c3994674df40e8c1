"""Components of the pages of declarations and themes."""

from types import SimpleNamespace

from core.frame import Frame
from declarations.parallel import Cell, Column, Row
from declarations.threads import Entry

from . import records
from .samples import TIMELINE, Sample

FOLDER = "declarations/components"


def declaration_samples(frame: Frame) -> list[Sample]:
    page = records.With(records.declaration(), languages_beside=[records.other_script()])
    names = ("facts", "notice", "beside", "text", "versions", "related", "citation_section")
    samples = [Sample(f"{FOLDER}/{name}.html", {"page": page}) for name in names]
    text = page.paragraphs[0].value["text"]
    entry = Entry(records.declaration(), {1: text}, records.meeting())
    thread = {"entry": entry, "page": entry.page}
    return [
        *samples,
        Sample(f"{FOLDER}/theme_breadcrumbs.html", {"theme": records.theme()}),
        Sample(f"{FOLDER}/thread_entry.html", thread, wrapper=TIMELINE),
    ]


def parallel_samples(frame: Frame) -> list[Sample]:
    """Two languages side by side; in the second, one text is outdated and another one missing."""
    page, beside = records.declaration(), records.declaration(records.other_script())
    columns = [Column(page, None, set()), Column(beside, None, {"preamble"})]
    first, second = (column.cells for column in columns)
    parallel = SimpleNamespace(
        columns=columns,
        preambles=[column.preamble for column in columns],
        rows=[
            Row(1, page.paragraph_address(1), [first[1], second[1]]),
            Row(2, page.paragraph_address(2), [first[2], Cell(columns[1])]),
        ],
    )
    return [Sample(f"{FOLDER}/parallel.html", {"page": page, "parallel": parallel})]
