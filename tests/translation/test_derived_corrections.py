"""Manual corrections of a derived script, which are kept while their origin is unchanged."""

import pytest

from tests import translators
from translation.actions.review import TranslationProblemsError
from translation.choices import TranslationState
from translation.models import Assignment
from translation.segments.text import load_segments

from .conftest import read_again
from .derived_script import (  # noqa: F401 - two are fixtures
    DERIVED,
    ORIGIN,
    correct_segment,
    create_page_of_module,
    derived_assignment,
    page_in,
    publish_change,
    publish_origin_of_module,
    publish_translation,
    submit_and_approve,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db, made_page):
    return read_again(made_page)


@pytest.fixture
def origin(db, made_origin) -> Assignment:
    """The published Cyrillic translation of the page, from which the Latin one is derived."""
    return read_again(made_origin)


def test_a_correction_is_published_after_its_review(origin, page):
    assignment = correct_segment(page, "summary", "Ko smo mi.")
    assert page_in(page, DERIVED).summary.startswith("Ko smo: GRETA")
    submit_and_approve(assignment)
    assert page_in(page, DERIVED).summary == "Ko smo mi."
    assert derived_assignment(page).state == TranslationState.PUBLISHED


def test_a_correction_is_kept_while_its_origin_is_unchanged(origin, page):
    submit_and_approve(correct_segment(page, "summary", "Ko smo mi."))
    publish_change(page, {"Our network": "Наша мрежа"}, title="Our network")
    assert page_in(page, DERIVED).title == "Naša mreža"
    assert page_in(page, DERIVED).summary == "Ko smo mi."
    assignment = derived_assignment(page)
    assert assignment.source_changed_at is None
    texts = {segment.path: segment.target for segment in load_segments(assignment.translation)}
    assert texts["summary"] == "Ko smo mi."


def test_a_correction_in_review_does_not_delay_other_changes_of_the_page(origin, page):
    translators.submit(correct_segment(page, "summary", "Ko smo mi."))
    publish_change(page, {"Our network": "Наша мрежа"}, title="Our network")
    assert page_in(page, DERIVED).title == "Naša mreža"
    assert page_in(page, DERIVED).summary.startswith("Ko smo: GRETA")
    assignment = derived_assignment(page)
    assert assignment.state == TranslationState.IN_REVIEW
    translators.approve(assignment)
    translators.run_waiting_jobs()
    assert page_in(page, DERIVED).title == "Naša mreža"
    assert page_in(page, DERIVED).summary == "Ko smo mi."
    assert derived_assignment(page).outdated_since is None


def test_a_correction_of_a_changed_text_is_replaced_and_shown_as_previous(origin, page):
    submit_and_approve(correct_segment(page, "summary", "Ko smo mi."))
    publish_change(page, {"What we do.": "Шта радимо."}, summary="What we do.")
    assignment = derived_assignment(page)
    assert page_in(page, DERIVED).summary == "Šta radimo."
    assert assignment.source_changed_at
    assert assignment.outdated_since is None
    segments = {item.path: item for item in load_segments(assignment.translation)}
    assert segments["summary"].previous.target == "Ko smo mi."
    assert segments["title"].previous is None
    submit_and_approve(correct_segment(page, "summary", "Šta sve radimo."))
    assert page_in(page, DERIVED).summary == "Šta sve radimo."
    assert derived_assignment(page).source_changed_at is None


def test_a_derived_text_that_is_too_long_is_left_to_a_translator(origin, page):
    long = "Њ" * 160
    publish_change(page, {"What we do.": long}, summary="What we do.")
    assignment = derived_assignment(page)
    assert page_in(page, ORIGIN).summary == long
    assert page_in(page, DERIVED).summary.startswith("Ko smo: GRETA")
    assert assignment.source_changed_at
    assert assignment.outdated_since
    with pytest.raises(TranslationProblemsError):
        translators.submit(assignment)
    submit_and_approve(correct_segment(page, "summary", "Kraće."))
    assert page_in(page, DERIVED).summary == "Kraće."
    assert derived_assignment(page).outdated_since is None
