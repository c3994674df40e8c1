"""The progress of translations: states of cells, word counts, totals, number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import specimens as specimen
from translation.actions.review import ApproveTranslation, ReturnTranslation, SubmitForReview
from translation.actions.write import WriteSegment
from translation.board.progress import (
    StateWithoutAssignment,
    TextCount,
    TranslationFlag,
    active_assignments,
    language_totals,
    progress_cells,
    words_left_by_locale,
)
from translation.board.rows import board_rows_for
from translation.choices import TranslationState
from translation.segments.text import load_segments

from .conftest import translate_segments

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
    """Return the cell of the page in one language: ``cell("sl")``."""

    def find(code: str):
        return progress_cells([page.translation_key], [locale(code)])[
            page.translation_key, locale(code).pk
        ]

    return find


def translate_first_segment(user, assignment, text="Prevod", **options):
    segment = load_segments(assignment.translation)[0]
    WriteSegment(user, assignment, segment, text, **options).execute()


def test_a_page_that_was_never_sent_is_missing(cell):
    assert cell("sl").state == StateWithoutAssignment.MISSING
    assert cell("sl").description == "missing"


def test_a_page_in_progress_shows_the_number_of_confirmed_texts(
    cell, page, send_to_translation, translator
):
    assignment = send_to_translation("sl", page)
    assert cell("sl").description == "in progress, 0 of 3"
    translate_first_segment(translator("sl"), assignment)
    found = cell("sl")
    assert found.description == "in progress, 1 of 3"
    assert found.done == TextCount(texts=1, words=2)
    assert found.total == TextCount(texts=3, words=9)
    assert found.words_left == 7
    assert found.percent == 33


@pytest.mark.postgresql
def test_unconfirmed_translations_are_not_counted(cell, page, send_to_translation, translator):
    translate_first_segment(translator("sl"), send_to_translation("sl", page), confirmed=False)
    assert cell("sl").done.texts == 0


def test_invalid_translations_are_not_counted(cell, page, send_to_translation, translator):
    translate_first_segment(translator("sl"), send_to_translation("sl", page), text="p" * 300)
    assert cell("sl").done.texts == 0


def test_translations_of_another_page_or_language_are_not_counted(
    cell, home, page, send_to_translation, translator
):
    other = specimen.content(home, slug="other", title="About us")
    send_to_translation("sl", page)
    translate_first_segment(translator("sl"), send_to_translation("sl", other))
    translate_first_segment(translator("mk"), send_to_translation("mk", page))
    assert cell("sl").done.texts == 0
    assert cell("mk").done.texts == 1


@pytest.mark.postgresql
def test_a_cell_shows_each_state_from_review_to_publication(
    cell, page, send_to_translation, translator, reviewer
):
    assignment, person, second = send_to_translation("sl", page), translator("sl"), reviewer("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    assert cell("sl").description == "in review"
    ReturnTranslation(second, assignment, comment="The title, please.").execute()
    assert cell("sl").description == "returned, 3 of 3"
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    ApproveTranslation(second, assignment, assignment.revision_id).execute()
    assert cell("sl").description == "published"
    assert cell("sl").words_left == 0


def test_a_changed_source_flags_a_published_translation(
    cell, page, send_to_translation, translator, reviewer
):
    assignment, person = send_to_translation("sl", page), translator("sl")
    translate_segments(person, assignment)
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    ApproveTranslation(reviewer("sl"), assignment, assignment.revision_id).execute()
    page.summary = "What we really do."
    specimen.publish(page)
    found = cell("sl")
    assert found.state == TranslationState.PUBLISHED
    assert found.flags == (TranslationFlag.SOURCE_CHANGED, TranslationFlag.OUTDATED)
    assert found.count == "2 of 3"
    assert found.words_left == 4


@pytest.mark.postgresql
def test_open_work_after_its_deadline_is_overdue_and_finished_work_is_not(
    cell, page, send_to_translation
):
    assignment = send_to_translation("sl", page, deadline=YESTERDAY)
    assert cell("sl").flags == (TranslationFlag.OVERDUE,)
    assignment.change_state(TranslationState.IN_REVIEW)
    assert cell("sl").flags == ()


def test_a_stopped_translation_is_missing(cell, page, send_to_translation):
    translation = send_to_translation("sl", page).translation
    translation.enabled = False
    translation.save()
    assert cell("sl").state == StateWithoutAssignment.MISSING


def test_a_derived_cell_shows_the_progress_of_its_origin(cell, page, send_to_translation):
    assert cell("sr-latn").description == "derived, missing"
    send_to_translation("sr-cyrl", page)
    assert cell("sr-latn").description == "derived, in progress, 0 of 3"


@pytest.fixture
def totals(admin_user, locale):
    def count(*codes):
        rows = board_rows_for(admin_user)
        totals = language_totals(rows.count(), work_on(rows), [locale(code) for code in codes])
        return {total.language.code: total for total in totals}

    return count


def work_on(rows):
    return active_assignments().filter(rows.key_condition("translation__source__object_id"))


@pytest.mark.postgresql
def test_the_totals_by_language_equal_the_sums_of_the_cells(
    totals, admin_user, locale, page, home, send_to_translation, translator
):
    other = specimen.content(home, slug="other", title="Contact", summary="Write to us.")
    translate_first_segment(translator("sl"), send_to_translation("sl", page))
    send_to_translation("sl", other, deadline=YESTERDAY)
    found = totals("sl", "mk")
    everything = number_of_objects(found["sl"])
    assert found["sl"].counts[TranslationState.IN_PROGRESS] == 2
    assert found["sl"].counts[TranslationFlag.OVERDUE] == 1
    assert found["sl"].counts[StateWithoutAssignment.MISSING] == everything - 2
    assert found["mk"].counts[StateWithoutAssignment.MISSING] == everything
    assert words_left_by_locale(work_on(board_rows_for(admin_user))) == {locale("sl").pk: 7 + 4}


def number_of_objects(total) -> int:
    return sum(total.counts[state] for state in (StateWithoutAssignment.MISSING, *TranslationState))


def test_a_derived_language_has_no_totals(totals):
    assert not totals("sr-latn")


def test_the_number_of_queries_does_not_depend_on_the_number_of_pages(
    home, send_to_translation, locale
):
    locales = [locale(code) for code in ("sl", "mk", "sr-cyrl", "sr-latn")]
    pages = [specimen.content(home, slug=f"page-{number}") for number in range(8)]
    for page in pages:
        send_to_translation("sl", page)
        send_to_translation("sr-cyrl", page)
    keys = [page.translation_key for page in pages]
    with CaptureQueriesContext(
        connection,
    ) as for_one:
        assert len(progress_cells(keys[:1], locales[:2])) == 2
    with CaptureQueriesContext(connection) as for_many:
        assert len(progress_cells(keys, locales)) == 8 * 4
    assert len(for_many) == len(for_one)
