"""Components of the pages of declarations and themes."""

from types import SimpleNamespace

from core.layout import LayoutContext
from declarations.parallel_text import ParallelCell, ParallelColumn, ParallelRow
from declarations.templatetags.citations import citation_head
from declarations.theme_timelines import ThemeTimelineEntry

from . import sample_objects
from .samples import TIMELINE_WRAPPER, ComponentSample


def declaration_samples(layout: LayoutContext) -> list[ComponentSample]:
    page = sample_objects.AttributeOverrideProxy(
        sample_objects.declaration(), parallel_languages=[sample_objects.other_script()]
    )
    templates = (
        "declarations/components/facts.html",
        "declarations/components/notice.html",
        "declarations/components/parallel_form.html",
        "declarations/components/text.html",
        "declarations/components/versions.html",
        "declarations/components/related.html",
        "declarations/components/citation_section.html",
    )
    context = {"page": page, "head": citation_head(page)}
    samples = [ComponentSample(template, context) for template in templates]
    text = page.paragraphs[0].value["text"]
    entry = ThemeTimelineEntry(sample_objects.declaration(), {1: text}, sample_objects.meeting())
    thread = {"entry": entry, "page": entry.page}
    return [
        *samples,
        ComponentSample(
            "declarations/components/theme_breadcrumbs.html", {"theme": sample_objects.theme()}
        ),
        ComponentSample(
            "declarations/components/timeline_entry.html", thread, wrapper=TIMELINE_WRAPPER
        ),
    ]


def parallel_samples(layout: LayoutContext) -> list[ComponentSample]:
    """Two languages side by side; in the second, one text is outdated and another one missing."""
    page, beside = (
        sample_objects.declaration(),
        sample_objects.declaration(sample_objects.other_script()),
    )
    columns = [ParallelColumn(page, None, set()), ParallelColumn(beside, None, {"preamble"})]
    first, second = (column.cells for column in columns)
    parallel = SimpleNamespace(
        columns=columns,
        preambles=[column.preamble for column in columns],
        rows=[
            ParallelRow(1, page.paragraph_permalink(1), [first[1], second[1]]),
            ParallelRow(2, page.paragraph_permalink(2), [first[2], ParallelCell(columns[1])]),
        ],
    )
    return [
        ComponentSample(
            "declarations/components/parallel.html",
            {"page": page, "parallel": parallel, "head": citation_head(page)},
        )
    ]
