"""Checks of the content of a page, beside those of accessibility that Wagtail makes in the preview.

Each check is a function that yields findings. The table of checks sets which findings are errors.
Errors stop a publication, because readers would be misled: an unfinished text or a date that does
not exist. All others are warnings, since an official text may have its own way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.models import BasePage
from editorial.checks import (
    designations,
    easy_language,
    links,
    pictures,
    statements,
    structure,
    typography,
)
from editorial.checks.checked_page import CheckedPage
from editorial.checks.findings import ContentFinding


@dataclass(frozen=True)
class ContentCheck:
    """A check of a page. If it ``blocks``, its findings are errors, otherwise warnings."""

    code: str
    find: Callable[[CheckedPage], Iterable[ContentFinding]]
    blocks: bool = False


CONTENT_CHECKS = (
    ContentCheck("unfinished", statements.unfinished_texts, blocks=True),
    ContentCheck("impossible-date", statements.impossible_dates, blocks=True),
    ContentCheck("other-date", statements.other_dates),
    ContentCheck("designation", designations.missing_marks),
    ContentCheck("summary", structure.missing_summary),
    ContentCheck("heading-order", structure.heading_order),
    ContentCheck("empty-section", structure.empty_sections),
    ContentCheck("alternative-text", pictures.alternative_texts),
    ContentCheck("link-text", links.link_texts),
    ContentCheck("bare-address", links.bare_addresses),
    ContentCheck("straight-quotation-marks", typography.straight_quotation_marks),
    ContentCheck("unbalanced", typography.unbalanced),
    ContentCheck("doubled-space", typography.doubled_spaces),
    ContentCheck("long-sentence", easy_language.long_sentences),
    ContentCheck("long-paragraph", easy_language.long_paragraphs),
)


@dataclass(frozen=True)
class ContentProblem:
    """A finding, and whether it stops a publication."""

    code: str
    finding: ContentFinding
    blocks: bool


def problems_in_page(page: BasePage) -> list[ContentProblem]:
    """Return what the page itself and the checks find in a page as it is given: errors first."""
    checked = CheckedPage(page)
    contradictions = [
        ContentProblem("contradiction", ContentFinding(message, field=field), True)
        for field, message in page.contradictions(page.day_of_publication)
    ]
    found = [
        ContentProblem(check.code, finding, check.blocks)
        for check in CONTENT_CHECKS
        for finding in check.find(checked)
    ]
    warnings = [
        ContentProblem("record", ContentFinding(message), False)
        for message in page.editor_warnings()
    ]
    return sorted([*contradictions, *found, *warnings], key=lambda problem: not problem.blocks)


def errors_in_page(page: BasePage) -> list[ContentFinding]:
    """Return the findings of the checks that stop a publication."""
    checked = CheckedPage(page)
    return [finding for check in CONTENT_CHECKS if check.blocks for finding in check.find(checked)]
