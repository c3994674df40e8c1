"""One language in two scripts: a Cyrillic translation, and the one derived from it."""

import pytest
from wagtail.models import Page

from tests import specimens as specimen
from tests import translators
from translation.actions.review import SubmitForReview
from translation.actions.write import WriteSegment
from translation.models import Assignment
from translation.segments.text import load_segments

from .conftest import translate_segments

ORIGIN, DERIVED = "sr-cyrl", "sr-latn"
TRANSLATIONS = {
    "About us": "О НАМА: ЊУЈОРК и Њујорк",
    "Who we are.": "Ко смо: GRETA, XIV круг, https://пример.срб/ж и љубав@пример.срб",
}


def publish_translation(assignment: Assignment, words: dict | None = None) -> None:
    """Translate with the table, submit and approve, and run the jobs."""
    assignment.refresh_from_db()
    person = translators.team_member(assignment.language.code, "translators")
    table = TRANSLATIONS | (words or {})
    translate_segments(person, assignment, lambda text: table.get(text, f"Превод {text}"))
    # Latin letters in a Cyrillic text cause a warning.
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    translators.approve(assignment)
    translators.run_waiting_jobs()


@pytest.fixture(name="made_page", scope="module")
def create_page_of_module(home_of_module):
    return specimen.content(home_of_module, summary="Who we are.")


@pytest.fixture(name="made_origin", scope="module")
def publish_origin_of_module(sender, made_page) -> Assignment:
    """The Cyrillic translation of the page, which the tests of a module share."""
    assignment = translators.send_to_translation(sender, made_page, ORIGIN)
    publish_translation(assignment)
    return assignment


def page_in(page, code: str) -> Page:
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code=code)


def derived_assignment(page) -> Assignment:
    return Assignment.objects.get(
        translation__source__object_id=page.translation_key,
        translation__target_locale__language_code=DERIVED,
    )


def correct_segment(page, path: str, text: str) -> Assignment:
    """Change a segment of the derived script as its translator, without an approval."""
    assignment = derived_assignment(page)
    segment = next(item for item in load_segments(assignment.translation) if item.path == path)
    WriteSegment(
        translators.team_member(DERIVED, "translators"), assignment, segment, text
    ).execute()
    return assignment


def submit_and_approve(assignment: Assignment) -> None:
    translators.submit(assignment)
    translators.approve(assignment)
    translators.run_waiting_jobs()


def publish_change(page, words: dict | None = None, **values) -> None:
    """Publish the source with changed values and, if given, a changed Cyrillic translation."""
    page.refresh_from_db()
    for name, value in values.items():
        setattr(page, name, value)
    specimen.publish(page)
    translators.run_waiting_jobs()
    if words:
        assignment = Assignment.objects.get(
            translation__source__object_id=page.translation_key,
            translation__target_locale__language_code=ORIGIN,
        )
        publish_translation(assignment, words)
