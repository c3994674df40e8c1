"""Tell editors what search finds of an uploaded document."""

from typing import NamedTuple

from django.db.models import Model
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .choices import Outcome
from .models import DocumentText
from .privacy import restricted_document_ids

PROBLEMS = {
    Outcome.NO_TEXT: _(
        "This file is a scan without text: search cannot find its words. Upload a version with "
        "text."
    ),
    Outcome.PROTECTED: _(
        "This file is protected by a password: search cannot find its words. Upload a version "
        "that opens without one."
    ),
    Outcome.DAMAGED: _(
        "This file is damaged: search cannot find its words. Export it again and upload the new "
        "file."
    ),
    Outcome.TOO_LARGE: _(
        "This file is too large or too complicated to be read: search cannot find its words. "
        "Upload a simpler version."
    ),
}


class Explanation(NamedTuple):
    """A sentence for the editor; ``is_problem``: the editor should act on it."""

    text: str
    is_problem: bool = False


def explain(document: Model) -> Explanation:
    """Return which words of a document search finds, or why it finds none."""
    if document.pk in restricted_document_ids():
        return Explanation(gettext("This file is not open to everybody: search ignores its words."))
    found = DocumentText.objects.filter(document=document.pk).first()
    if not found:
        return Explanation(gettext("Search has not read this file yet."))
    if found.outcome in PROBLEMS:
        return Explanation(str(PROBLEMS[found.outcome]), is_problem=True)
    if found.outcome == Outcome.NOT_A_PDF:
        return Explanation(gettext("Search finds the words of PDFs only."))
    return Explanation(_word_count(found))


def _word_count(found: DocumentText) -> str:
    count = found.word_count
    if found.outcome == Outcome.BEGINNING:
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
