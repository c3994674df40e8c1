"""What the translation editor shows: the texts of a page by section, with all about each of them.

The number of queries does not depend on the length of the page.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from translation.words.link_targets import link_targets
from translation.words.markup import LINK, chips
from translation.words.segments import Segment, load_segments
from translation.words.termbase import FoundTerm, Termbase
from translation.words.word_differences import Difference

from .checks import Problem, problems_of
from .choices import SegmentState
from .models import Assignment, SegmentComment

# What the state of a text says already.
SAID_BY_THE_STATE = {"untranslated", "source-changed", "unconfirmed"}


@dataclass
class Row:
    """One text. ``part`` numbers the pieces of a longer text; ``live`` leads to it from what
    readers see now.
    """

    segment: Segment
    label: str = ""
    part: int = 0
    parts: int = 0
    chips: list[dict] = field(default_factory=list)
    terms: list[FoundTerm] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    comments: int = 0
    live: list[Difference] = field(default_factory=list)

    @property
    def words(self) -> int:
        return len(self.segment.source_text.split())

    @property
    def is_multiline(self) -> bool:
        return "<br" in self.segment.source

    @property
    def as_json(self) -> dict:
        """What the script of the editor has to know."""
        segment = self.segment
        return {
            "pk": segment.pk,
            "key": f"{segment.context_id}-{segment.string_id}",
            "source": segment.source,
            "target": segment.target,
            "state": segment.state,
            "words": self.words,
            "limit": segment.limit,
            "isRich": segment.is_rich,
            "isMultiline": self.is_multiline,
            "chips": self.chips,
            "terms": [[term.start, term.end, ", ".join(term.approved)] for term in self.terms],
            "problems": len(self.problems),
            "comments": self.comments,
            "changed": bool(segment.previous),
        }


@dataclass
class Section:
    """Texts that belong together: a block of the page, the entries of a list, single fields."""

    key: str
    heading: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Progress:
    confirmed: int
    total: int
    words_left: int


def load_rows(assignment: Assignment) -> list[Row]:
    """Return every text of the page with its links, terms, problems and comments."""
    translation = assignment.translation
    segments, terms = load_segments(translation), Termbase(translation.target_locale)
    targets = link_targets(segments)
    problems = problems_by_segment(segments, assignment)
    comments = open_comments(assignment)
    return [
        Row(
            segment,
            chips=named_chips(segment.source, targets[segment.pk]),
            terms=terms.terms_in(segment.source_text),
            problems=problems.get(segment.pk, []),
            comments=comments[segment.context_id],
        )
        for segment in segments
    ]


def problems_by_segment(segments: list[Segment], assignment: Assignment) -> dict:
    """What is wrong with these texts, besides what their state says: lists by segment."""
    problems: dict[int, list[Problem]] = {}
    for problem in problems_of(segments, assignment.translation):
        if problem.place.error or problem.code not in SAID_BY_THE_STATE:
            problems.setdefault(problem.place.pk, []).append(problem)
    return problems


def open_comments(assignment: Assignment) -> Counter:
    """How many open comments each place has, by the id of its context."""
    found = SegmentComment.objects.filter(translation=assignment.translation_id, resolved_at=None)
    return Counter(found.values_list("context", flat=True))


def named_chips(source: str, targets: dict[str, str]) -> list[dict]:
    """The chips of a source text; those of links say where they lead."""
    named = []
    for chip in chips(source):
        target = targets.get(chip["id"], "") if chip["name"] == LINK else ""
        named.append({**chip, "target": target})
    return named


def in_sections(rows: list[Row]) -> list[Section]:
    """Group the texts as they stand on the page and give each its name within its section."""
    sections: list[Section] = []
    for row in rows:
        key, depth = _place(row.segment)
        names = row.segment.description.label.split(" – ")
        if not sections or sections[-1].key != key:
            heading = " – ".join(names[:depth]) or _("Title and description")
            sections.append(Section(key, heading))
        row.label = " – ".join(names[depth:]) or names[-1]
        sections[-1].rows.append(row)
    for section in sections:
        _number(section.rows)
    _tell_apart(sections)
    return sections


def _place(segment: Segment) -> tuple[str, int]:
    """The key of the section, and how many of the names on the way to the text are its own."""
    name, *below = segment.path.split(".")
    field_ = segment.model._meta.get_field(name)
    if isinstance(field_, StreamField):
        return f"{name}.{below[0]}", 2
    if isinstance(field_, models.ManyToOneRel) or segment.is_rich:
        return name, 1
    return "", 0


def _tell_apart(sections: list[Section]) -> None:
    """Number the sections of one name, such as the notices of a page."""
    totals, seen = Counter(section.heading for section in sections), Counter()
    for section in sections:
        name = section.heading
        seen[name] += 1
        if totals[name] > 1:
            section.heading = f"{name} {seen[name]}"


def _number(rows: list[Row]) -> None:
    """Number the parts of a longer text, which all have one name."""
    totals, seen = Counter(row.segment.path for row in rows), Counter()
    for row in rows:
        seen[row.segment.path] += 1
        if totals[row.segment.path] > 1:
            row.part, row.parts = seen[row.segment.path], totals[row.segment.path]


def progress_of(rows: list[Row]) -> Progress:
    left = [row for row in rows if row.segment.state != SegmentState.CONFIRMED]
    return Progress(len(rows) - len(left), len(rows), sum(row.words for row in left))
