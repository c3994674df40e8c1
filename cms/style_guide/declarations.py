"""Components of the pages of declarations and themes."""

from types import SimpleNamespace

from core.frame import Frame
from declarations.parallel import Cell, Column, Row
from declarations.threads import Entry

from . import records
from .samples import TIMELINE, Sample


def declaration_samples(frame: Frame) -> list[Sample]:
    page = records.With(records.declaration(), languages_beside=[records.other_script()])
    templates = (
        "declarations/components/facts.html",
        "declarations/components/notice.html",
        "declarations/components/beside.html",
        "declarations/components/text.html",
        "declarations/components/versions.html",
        "declarations/components/related.html",
        "declarations/components/citation_section.html",
    )
    samples = [Sample(template, {"page": page}) for template in templates]
    text = page.paragraphs[0].value["text"]
    entry = Entry(records.declaration(), {1: text}, records.meeting())
    thread = {"entry": entry, "page": entry.page}
    return [
        *samples,
        Sample("declarations/components/theme_breadcrumbs.html", {"theme": records.theme()}),
        Sample("declarations/components/thread_entry.html", thread, wrapper=TIMELINE),
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
    return [Sample("declarations/components/parallel.html", {"page": page, "parallel": parallel})]
