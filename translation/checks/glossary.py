"""Checks of glossary terms: forbidden forms, approved forms, footnote marks."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from translation.checks.checked_segment import CheckedSegment
from translation.segments.glossary_lookup import GlossaryMatch, has_stems, occurrences

_MARK = re.compile(r"\s?([*†‡]+|[\u00b9\u00b2\u00b3\u2074-\u2079])")
QUOTED = gettext_lazy("“%s”")


def forbidden_forms(subject: CheckedSegment) -> Iterator[str]:
    """Yield forbidden forms of the terms in the source, unless part of an approved form."""
    allowed = [
        span
        for found in subject.terms.values()
        for form in found.approved
        for span in occurrences(form, subject.target)
    ]
    for found in subject.terms.values():
        for form in found.forbidden:
            for start, end in occurrences(form, subject.target):
                if not any(first <= start and end <= last for first, last in allowed):
                    yield _forbidden(subject.target[start:end], found)
                    break


def _forbidden(words: str, found: GlossaryMatch) -> str:
    message = _("“%(words)s” must not be used for “%(term)s”.") % {
        "words": words,
        "term": found.term,
    }
    if found.approved:
        message += " " + _("Use %(forms)s.") % {"forms": _quoted(found.approved)}
    return message


def approved_forms(subject: CheckedSegment) -> Iterator[str]:
    """Yield approved forms that are missing. Only stems are compared, as endings are inflected."""
    if subject.is_kept:
        return
    for found in subject.terms.values():
        if found.approved and not any(has_stems(form, subject.target) for form in found.approved):
            yield _("For “%(term)s”, the agreed form is %(forms)s.") % {
                "term": found.term,
                "forms": _quoted(found.approved),
            }


def footnote_marks(subject: CheckedSegment) -> Iterator[str]:
    """Yield the first term that has its footnote mark in the source and not in the translation."""
    marked = [
        (found.term, match[1])
        for found in subject.glossary.terms_in(subject.source)
        if found.needs_footnote and (match := _MARK.match(subject.source, found.end))
    ]
    wanted = Counter(mark for _term, mark in marked)
    for term, mark in marked:
        given = re.findall(rf"\w[”“»’)]?\s?{re.escape(mark)}", subject.target)
        if len(given) < wanted[mark]:
            yield _("“%(term)s” needs its footnote mark: %(mark)s") % {"term": term, "mark": mark}
            return


def _quoted(forms: list[str]) -> str:
    return ", ".join(QUOTED % form for form in forms)
