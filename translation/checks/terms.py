"""Agreed terms: forms that must not be used, forms that should be, marks that must not be lost."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from translation.checks.subject import Subject
from translation.words.termbase import FoundTerm, has_stems, occurrences

_MARK = re.compile(r"\s?([*†‡]+|[\u00b9\u00b2\u00b3\u2074-\u2079])")
QUOTED = gettext_lazy("“%s”")


def forbidden_forms(subject: Subject) -> Iterator[str]:
    """Forms that must not stand for a term of the source; parts of an approved form may."""
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


def _forbidden(words: str, found: FoundTerm) -> str:
    message = _("“%(words)s” must not be used for “%(term)s”.") % {
        "words": words,
        "term": found.term,
    }
    if found.approved:
        message += " " + _("Use %(forms)s.") % {"forms": _quoted(found.approved)}
    return message


def approved_forms(subject: Subject) -> Iterator[str]:
    """An agreed form that seems not to be there. Words change their endings: only stems count."""
    if subject.is_kept:
        return
    for found in subject.terms.values():
        if found.approved and not any(has_stems(form, subject.target) for form in found.approved):
            yield _("For “%(term)s”, the agreed form is %(forms)s.") % {
                "term": found.term,
                "forms": _quoted(found.approved),
            }


def footnote_marks(subject: Subject) -> Iterator[str]:
    """A designation that has its footnote mark in the source and lost it in the translation."""
    for found in subject.termbase.terms_in(subject.source):
        mark = found.needs_footnote and _MARK.match(subject.source, found.end)
        if mark and not _marked(subject.target, mark[1], _times(subject, mark[1])):
            yield _("“%(term)s” needs its footnote mark: %(mark)s") % {
                "term": found.term,
                "mark": mark[1],
            }
            return


def _times(subject: Subject, mark: str) -> int:
    """How many designations of the source have this mark."""
    marks = [
        _MARK.match(subject.source, found.end)
        for found in subject.termbase.terms_in(subject.source)
        if found.needs_footnote
    ]
    return sum(bool(found and found[1] == mark) for found in marks)


def _marked(text: str, mark: str, times: int) -> bool:
    return len(re.findall(rf"\w[”“»’)]?\s?{re.escape(mark)}", text)) >= times


def _quoted(forms: list[str]) -> str:
    return ", ".join(QUOTED % form for form in forms)
