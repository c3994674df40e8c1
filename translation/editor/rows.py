"""The data of the translation editor: the segments of an object, grouped into sections.

The number of queries does not depend on the number of segments.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from translation.checks import UNFINISHED, TranslationProblem, problems_in_segments
from translation.choices import SegmentState, TranslationOrigin
from translation.models import Assignment, SegmentComment
from translation.segments.differences import TextDifference, word_differences
from translation.segments.glossary_lookup import GlossaryMatch, glossary_of
from translation.segments.link_targets import link_targets
from translation.segments.markup import LINK, inline_tags, plain_text
from translation.segments.memory import exact_matches
from translation.segments.text import TranslationSegment, load_segments


@dataclass
class SegmentRow:
    """One segment in the editor.

    ``part`` and ``parts`` number the segments of one longer text. ``source_differences`` are those
    between the earlier source text and this one, ``live_differences`` those between the live
    version and the target text.
    """

    segment: TranslationSegment
    label: str = ""
    part: int = 0
    parts: int = 0
    inline_tags: list[dict] = field(default_factory=list)
    terms: list[GlossaryMatch] = field(default_factory=list)
    problems: list[TranslationProblem] = field(default_factory=list)
    comments: int = 0
    source_differences: list[TextDifference] = field(default_factory=list)
    live_differences: list[TextDifference] = field(default_factory=list)

    @property
    def words(self) -> int:
        return len(self.segment.source_text.split())

    @property
    def status(self) -> SafeString:
        """The state and the origin of the target text as HTML."""
        origin = self.segment.origin if self.segment.string_translation else None
        return _status_html(get_language(), self.segment.state, origin)

    @property
    def is_multiline(self) -> bool:
        return "<br" in self.segment.source

    @property
    def as_json(self) -> dict:
        """The data for the script of the editor."""
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
            "inlineTags": self.inline_tags,
            "terms": [[term.start, term.end, ", ".join(term.approved)] for term in self.terms],
            "problems": len(self.problems),
            "comments": self.comments,
            "previous": segment.previous.target if segment.previous else "",
        }


@dataclass
class SegmentSection:
    """Segments that belong together: those of a block, of an inline panel, or of single fields."""

    key: str
    heading: str
    rows: list[SegmentRow] = field(default_factory=list)


@dataclass(frozen=True)
class SegmentProgress:
    """Numbers of segments, and of the source words of those that are not confirmed."""

    confirmed: int
    total: int
    words_left: int


@cache
def _status_html(
    language: str, state: SegmentState, origin: TranslationOrigin | None
) -> SafeString:
    """Render it once for each of the few pairs, in each language of the admin."""
    context = {"state": state, "origin": origin}
    return render_to_string("translation/editor/segment_status.html", context)


def load_segment_rows(assignment: Assignment) -> list[SegmentRow]:
    """Return all segments with their inline tags, terms, problems and numbers of open comments."""
    translation = assignment.translation
    segments, terms = load_segments(translation), glossary_of(translation.target_locale)
    targets = link_targets(segments)
    problems = problems_by_segment(segments, assignment)
    comments = open_comment_counts(assignment)
    return [
        SegmentRow(
            segment,
            inline_tags=inline_tags_with_targets(segment.source, targets[segment.pk]),
            terms=terms.terms_in(segment.source_text),
            problems=problems.get(segment.pk, []),
            comments=comments[segment.context_id],
            source_differences=_source_differences(segment),
        )
        for segment in segments
    ]


def _source_differences(segment: TranslationSegment) -> list[TextDifference]:
    if not segment.previous:
        return []
    return word_differences(plain_text(segment.previous.source), segment.source_text)


def exact_match_rows(rows: list[SegmentRow], assignment: Assignment) -> list[SegmentRow]:
    """Return the rows that can be confirmed without a change, in the order of the page.

    Their text is one that the translation memory filled in, and still what is confirmed for the
    same source text elsewhere. The checks find nothing in it. At most one query.
    """
    filled = [
        row
        for row in rows
        if row.segment.state == SegmentState.UNCONFIRMED
        and row.segment.origin == TranslationOrigin.MEMORY
        and not row.problems
    ]
    locale_id = assignment.translation.target_locale_id
    ids = [row.segment.string_id for row in filled]
    matches = exact_matches(ids, locale_id) if ids else {}
    return [row for row in filled if row.segment.target == matches.get(row.segment.string_id)]


def problems_by_segment(segments: list[TranslationSegment], assignment: Assignment) -> dict:
    """Return the problems by primary key of the segment, without those that its state shows."""
    problems: dict[int, list[TranslationProblem]] = {}
    for problem in problems_in_segments(segments, assignment.translation):
        if problem.location.error or problem.code not in UNFINISHED:
            problems.setdefault(problem.location.pk, []).append(problem)
    return problems


def open_comment_counts(assignment: Assignment) -> Counter:
    """Return the numbers of open comments by the id of the translation context."""
    found = SegmentComment.objects.filter(translation=assignment.translation_id, resolved_at=None)
    return Counter(found.values_list("context", flat=True))


def inline_tags_with_targets(source: str, targets: dict[str, str]) -> list[dict]:
    """Return the inline tags of a source text, with the targets of links by their ids."""
    return [
        {**tag, "target": targets.get(tag["id"], "") if tag["name"] == LINK else ""}
        for tag in inline_tags(source)
    ]


def group_into_sections(rows: list[SegmentRow]) -> list[SegmentSection]:
    """Group the rows in page order and give each a label within its section."""
    sections: list[SegmentSection] = []
    for row in rows:
        key, depth = _section_of(row.segment)
        names = row.segment.description.label.split(" – ")
        if not sections or sections[-1].key != key:
            heading = " – ".join(names[:depth]) or _("Title and description")
            sections.append(SegmentSection(key, heading))
        row.label = " – ".join(names[depth:]) or names[-1]
        sections[-1].rows.append(row)
    for section in sections:
        _number_parts(section.rows)
    _number_equal_headings(sections)
    return sections


def _section_of(segment: TranslationSegment) -> tuple[str, int]:
    """Return the key of the section, and how many parts of the label belong to its heading."""
    name, *below = segment.path.split(".")
    field_ = segment.model._meta.get_field(name)
    if isinstance(field_, StreamField):
        return f"{name}.{below[0]}", 2
    if isinstance(field_, models.ManyToOneRel) or segment.is_rich:
        return name, 1
    return "", 0


def _number_equal_headings(sections: list[SegmentSection]) -> None:
    """Number the sections with equal headings, such as several blocks of one type."""
    totals, seen = Counter(section.heading for section in sections), Counter()
    for section in sections:
        name = section.heading
        seen[name] += 1
        if totals[name] > 1:
            section.heading = f"{name} {seen[name]}"


def _number_parts(rows: list[SegmentRow]) -> None:
    """Number the segments of one longer text, which have the same label."""
    totals, seen = Counter(row.segment.path for row in rows), Counter()
    for row in rows:
        seen[row.segment.path] += 1
        if totals[row.segment.path] > 1:
            row.part, row.parts = seen[row.segment.path], totals[row.segment.path]


def segment_progress(rows: list[SegmentRow]) -> SegmentProgress:
    left = [row for row in rows if row.segment.state != SegmentState.CONFIRMED]
    return SegmentProgress(len(rows) - len(left), len(rows), sum(row.words for row in left))
