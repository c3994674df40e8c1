"""One language in two scripts: the Cyrillic translation of a page, and what is derived from it."""

from wagtail.models import Page

from tests import specimens as specimen
from tests import translators
from translation.actions.review import SubmitForReview
from translation.actions.write import WriteSegment
from translation.models import Assignment
from translation.words.segments import load_segments

from .conftest import write

ORIGIN, DERIVED = "sr-cyrl", "sr-latn"
WORDS = {
    "About us": "О НАМА: ЊУЈОРК и Њујорк",
    "Who we are.": "Ко смо: GRETA, XIV круг, https://пример.срб/ж и љубав@пример.срб",
}


def publish(assignment: Assignment, words: dict | None = None) -> None:
    """Translate by the table, and review; then the jobs are done."""
    assignment.refresh_from_db()
    person = translators.person(assignment.language.code, "translators")
    table = WORDS | (words or {})
    write(person, assignment, lambda text: table.get(text, f"Превод {text}"))
    # Whoever writes Latin letters on purpose is asked, and goes on.
    SubmitForReview(person, assignment, despite_warnings=True).execute()
    translators.approve(assignment)
    translators.do_waiting_jobs()


def in_script(page, code: str) -> Page:
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code=code)


def derived_work(page) -> Assignment:
    return Assignment.objects.get(
        translation__source__object_id=page.translation_key,
        translation__target_locale__language_code=DERIVED,
    )


def correct(page, path: str, text: str) -> Assignment:
    """A person of the derived script's team writes other words; nobody has approved them yet."""
    assignment = derived_work(page)
    segment = next(item for item in load_segments(assignment.translation) if item.path == path)
    WriteSegment(translators.person(DERIVED, "translators"), assignment, segment, text).execute()
    return assignment


def approve(assignment: Assignment) -> None:
    translators.submit(assignment)
    translators.approve(assignment)
    translators.do_waiting_jobs()


def change(page, words: dict | None = None, **values) -> None:
    """Publish the source with other values, and its Cyrillic translation with other words."""
    page.refresh_from_db()
    for name, value in values.items():
        setattr(page, name, value)
    specimen.publish(page)
    translators.do_waiting_jobs()
    if words:
        assignment = Assignment.objects.get(
            translation__source__object_id=page.translation_key,
            translation__target_locale__language_code=ORIGIN,
        )
        publish(assignment, words)
