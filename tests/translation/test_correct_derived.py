"""People of the derived script correct it: their words stay as long as what they correct."""

import pytest

from tests import specimens as specimen
from tests import translators
from translation.actions.review import HasProblemsError
from translation.choices import State
from translation.models import Assignment
from translation.words.segments import load_segments

from .two_scripts import DERIVED, ORIGIN, approve, change, correct, derived_work, in_script, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def origin(sent, page) -> Assignment:
    """The published Cyrillic translation of the page; its Latin twin is derived."""
    assignment = sent(ORIGIN, page)
    publish(assignment)
    return assignment


def test_a_correction_reaches_readers_after_its_review_and_not_before(origin, page):
    assignment = correct(page, "summary", "Ko smo mi.")
    assert in_script(page, DERIVED).summary.startswith("Ko smo: GRETA")
    approve(assignment)
    assert in_script(page, DERIVED).summary == "Ko smo mi."
    assert derived_work(page).state == State.PUBLISHED


def test_a_correction_stays_while_its_origin_stays(origin, page):
    approve(correct(page, "summary", "Ko smo mi."))
    change(page, {"Our network": "Наша мрежа"}, title="Our network")
    assert in_script(page, DERIVED).title == "Naša mreža"
    assert in_script(page, DERIVED).summary == "Ko smo mi."
    assert derived_work(page).source_changed_at is None


def test_a_correction_under_review_does_not_hold_its_page_up(origin, page):
    translators.submit(correct(page, "summary", "Ko smo mi."))
    change(page, {"Our network": "Наша мрежа"}, title="Our network")
    assert in_script(page, DERIVED).title == "Naša mreža"
    assert in_script(page, DERIVED).summary.startswith("Ko smo: GRETA")
    assignment = derived_work(page)
    assert assignment.state == State.IN_REVIEW
    translators.approve(assignment)
    translators.do_waiting_jobs()
    assert in_script(page, DERIVED).title == "Naša mreža"
    assert in_script(page, DERIVED).summary == "Ko smo mi."
    assert derived_work(page).outdated_since is None


def test_a_correction_of_a_text_that_changes_gives_way_and_is_shown(origin, page):
    approve(correct(page, "summary", "Ko smo mi."))
    change(page, {"What we do.": "Шта радимо."}, summary="What we do.")
    assignment = derived_work(page)
    assert in_script(page, DERIVED).summary == "Šta radimo."
    assert assignment.source_changed_at
    assert assignment.outdated_since is None
    segments = {item.path: item for item in load_segments(assignment.translation)}
    assert segments["summary"].previous.target == "Ko smo mi."
    assert segments["title"].previous is None
    approve(correct(page, "summary", "Šta sve radimo."))
    assert in_script(page, DERIVED).summary == "Šta sve radimo."
    assert derived_work(page).source_changed_at is None


def test_a_text_that_is_too_long_in_the_other_script_is_given_to_a_person(origin, page):
    long = "Њ" * 160
    change(page, {"What we do.": long}, summary="What we do.")
    assignment = derived_work(page)
    assert in_script(page, ORIGIN).summary == long
    assert in_script(page, DERIVED).summary.startswith("Ko smo: GRETA")
    assert assignment.source_changed_at
    assert assignment.outdated_since
    with pytest.raises(HasProblemsError):
        translators.submit(assignment)
    approve(correct(page, "summary", "Kraće."))
    assert in_script(page, DERIVED).summary == "Kraće."
    assert derived_work(page).outdated_since is None
