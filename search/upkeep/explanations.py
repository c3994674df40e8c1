"""Tell editors what search finds of an uploaded document."""

from typing import NamedTuple

from django.db.models import Model
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from search.choices import ExtractionOutcome
from search.index.privacy import restricted_document_ids
from search.models import DocumentText

PROBLEMS = {
    ExtractionOutcome.NO_TEXT: _(
        "This file is a scan without text: search cannot find its words. Upload a version with "
        "text."
    ),
    ExtractionOutcome.PROTECTED: _(
        "This file is protected by a password: search cannot find its words. Upload a version "
        "that opens without one."
    ),
    ExtractionOutcome.DAMAGED: _(
        "This file is damaged: search cannot find its words. Export it again and upload the new "
        "file."
    ),
    ExtractionOutcome.TOO_LARGE: _(
        "This file is too large or too complicated to be read: search cannot find its words. "
        "Upload a simpler version."
    ),
}


class SearchExplanation(NamedTuple):
    """A sentence for the editor; ``is_problem``: the editor should act on it."""

    text: str
    is_problem: bool = False


def explain_document_search(document: Model) -> SearchExplanation:
    """Return which words of a document search finds, or why it finds none."""
    if document.pk in restricted_document_ids():
        return SearchExplanation(
            gettext("This file is not open to everybody: search ignores its words.")
        )
    found = DocumentText.objects.filter(document=document.pk).first()
    if not found:
        return SearchExplanation(gettext("Search has not read this file yet."))
    if found.outcome in PROBLEMS:
        return SearchExplanation(str(PROBLEMS[found.outcome]), is_problem=True)
    if found.outcome == ExtractionOutcome.NOT_A_PDF:
        return SearchExplanation(gettext("Search finds the words of PDFs only."))
    return SearchExplanation(_word_count(found))


def _word_count(found: DocumentText) -> str:
    count = found.word_count
    if found.outcome == ExtractionOutcome.BEGINNING:
        text = ngettext(
            "This file is long: search finds its first %(words)s word.",
            "This file is long: search finds its first %(words)s words.",
            count,
        )
    else:
        text = ngettext(
            "Search finds the words of this file (%(words)s word).",
            "Search finds the words of this file (%(words)s words).",
            count,
        )
    return text % {"words": number_format(count, force_grouping=True)}
