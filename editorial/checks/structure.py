"""Checks of the summary and of the order of headings (WCAG 2.2, 1.3.1)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from editorial.checks.checked_page import CheckedPage
from editorial.checks.findings import ContentFinding

HEADING = "heading"  # the name of the block with a heading of the second level


def missing_summary(checked: CheckedPage) -> Iterator[ContentFinding]:
    if not checked.page.summary.strip():
        yield ContentFinding(_("There is no summary. Lists, searches and shared links show it."))


def heading_order(checked: CheckedPage) -> Iterator[ContentFinding]:
    for stream in _streams_with_headings(checked):
        for block in stream:
            if block.block_type == HEADING:
                break
            if "<h3" in str(getattr(block.value, "source", "")):
                yield ContentFinding(
                    _(
                        "A heading within a text comes before the first block “Heading”. Put such "
                        "a block above it."
                    )
                )
                break


def empty_sections(checked: CheckedPage) -> Iterator[ContentFinding]:
    for stream in _streams_with_headings(checked):
        kinds = [block.block_type for block in stream]
        for number, block in enumerate(stream):
            if block.block_type == HEADING and kinds[number + 1 : number + 2] in ([], [HEADING]):
                message = _("Nothing follows the heading “%(heading)s”.")
                yield ContentFinding(message % {"heading": block.value})


def _streams_with_headings(checked: CheckedPage) -> Iterator[StreamValue]:
    for field in checked.page._meta.get_fields():
        if isinstance(field, StreamField) and HEADING in field.stream_block.child_blocks:
            yield getattr(checked.page, field.name)
