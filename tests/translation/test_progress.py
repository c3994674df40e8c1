"""How far translations are: the state of each cell, the words, the sums, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import specimens as specimen
from translation.actions.review import Approve, Return, SubmitForReview
from translation.actions.write import WriteSegment
from translation.boards.board import rows_for
from translation.boards.progress import Amount, Mark, NoWork, cells_of, running, totals_of
from translation.choices import State
from translation.words.segments import load_segments

from .conftest import write

pytestmark = pytest.mark.django_db

YESTERDAY = (timezone.localdate() - timedelta(days=1)).isoformat()


@pytest.fixture
def page(home):
    """Three texts: title, summary and a paragraph with a link; nine words."""
    page = specimen.content(home, title="About us", summary="Who we are.", live=False)
    page.body = specimen.stream(
        page, "body", ("text", '<p>See <a href="https://example.org/">their site</a> today.</p>')
    )
    return specimen.publish(page)


@pytest.fixture
def cell(page, locale):
    """The cell of the page in one language: ``cell("sl")``."""

    def find(code: str):
        return cells_of([page.translation_key], [locale(code)])[
            page.translation_key, locale(code).pk
        ]

    return find


def write_one(user, assignment, text="Prevod", **options):
    segment = load_segments(assignment.translation)[0]
    WriteSegment(user, assignment, segment, text, **options).execute()


def test_a_page_that_was_never_sent_is_missing(cell):
    assert cell("sl").state == NoWork.MISSING
    assert cell("sl").description == "missing"


def test_a_page_in_work_says_how_many_of_its_texts_are_done(cell, page, sent, translator):
    assignment = sent("sl", page)
    assert cell("sl").description == "in progress, 0 of 3"
    write_one(translator("sl"), assignment)
    found = cell("sl")
    assert found.description == "in progress, 1 of 3"
    assert found.done == Amount(texts=1, words=2)
    assert found.total == Amount(texts=3, words=9)
    assert found.words_left == 7
    assert found.percent == 33


def test_words_that_nobody_stands_behind_are_not_done(cell, page, sent, translator):
    write_one(translator("sl"), sent("sl", page), confirmed=False)
    assert cell("sl").done.texts == 0


def test_words_that_cannot_be_published_are_not_done(cell, page, sent, translator):
    write_one(translator("sl"), sent("sl", page), text="p" * 300)
    assert cell("sl").done.texts == 0


def test_words_of_another_page_or_language_do_not_count(cell, home, page, sent, translator):
    other = specimen.content(home, slug="other", title="About us")
    sent("sl", page)
    write_one(translator("sl"), sent("sl", other))
    write_one(translator("mk"), sent("mk", page))
    assert cell("sl").done.texts == 0
    assert cell("mk").done.texts == 1


def test_a_cell_follows_its_translation_from_review_to_publication(
    cell, page, sent, translator, reviewer
):
    assignment, person, second = sent("sl", page), translator("sl"), reviewer("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert cell("sl").description == "in review"
    Return(second, assignment, comment="The title, please.").execute()
    assert cell("sl").description == "returned, 3 of 3"
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    Approve(second, assignment).execute()
    assert cell("sl").description == "published"
    assert cell("sl").words_left == 0


def test_a_changed_source_shows_on_a_published_translation(cell, page, sent, translator, reviewer):
    assignment, person = sent("sl", page), translator("sl")
    write(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    Approve(reviewer("sl"), assignment).execute()
    page.summary = "What we really do."
    specimen.publish(page)
    found = cell("sl")
    assert found.state == State.PUBLISHED
    assert found.marks == (Mark.SOURCE_CHANGED, Mark.OUTDATED)
    assert found.count == "2 of 3"
    assert found.words_left == 4


def test_work_after_its_deadline_is_overdue_and_finished_work_is_not(cell, page, sent):
    assignment = sent("sl", page, deadline=YESTERDAY)
    assert cell("sl").marks == (Mark.OVERDUE,)
    assignment.enter(State.IN_REVIEW)
    assert cell("sl").marks == ()


def test_work_that_was_stopped_is_missing(cell, page, sent):
    translation = sent("sl", page).translation
    translation.enabled = False
    translation.save()
    assert cell("sl").state == NoWork.MISSING


def test_a_derived_language_follows_its_origin(cell, page, sent):
    assert cell("sr-latn").description == "derived, missing"
    sent("sr-cyrl", page)
    assert cell("sr-latn").description == "derived, in progress, 0 of 3"


@pytest.fixture
def totals(admin_user, locale):
    def count(*codes):
        rows = rows_for(admin_user)
        work = running().filter(rows.holding("translation__source__object_id"))
        return {
            total.language.code: total
            for total in totals_of(rows.count(), work, [locale(code) for code in codes])
        }

    return count


def test_the_sums_by_language_agree_with_the_cells(totals, page, home, sent, translator):
    other = specimen.content(home, slug="other", title="Contact", summary="Write to us.")
    write_one(translator("sl"), sent("sl", page))
    sent("sl", other, deadline=YESTERDAY)
    found = totals("sl", "mk")
    everything = rows_for_count(found["sl"])
    assert found["sl"].counts[State.IN_PROGRESS] == 2
    assert found["sl"].counts[Mark.OVERDUE] == 1
    assert found["sl"].counts[NoWork.MISSING] == everything - 2
    assert found["sl"].words_left == 7 + 4
    assert found["mk"].counts[NoWork.MISSING] == everything
    assert found["mk"].words_left == 0


def rows_for_count(total) -> int:
    return sum(total.counts[state] for state in (NoWork.MISSING, *State))


def test_nothing_is_summed_up_for_a_derived_language(totals):
    assert not totals("sr-latn")


def test_thirty_pages_in_all_languages_cost_as_many_queries_as_one(home, sent, locale):
    locales = [locale(code) for code in ("sl", "mk", "sr-cyrl", "sr-latn")]
    pages = [specimen.content(home, slug=f"page-{number}") for number in range(30)]
    for page in pages:
        sent("sl", page)
        sent("sr-cyrl", page)
    keys = [page.translation_key for page in pages]
    with CaptureQueriesContext(
        connection,
    ) as for_one:
        assert len(cells_of(keys[:1], locales[:2])) == 2
    with CaptureQueriesContext(connection) as for_many:
        assert len(cells_of(keys, locales)) == 30 * 4
    assert len(for_many) == len(for_one)
