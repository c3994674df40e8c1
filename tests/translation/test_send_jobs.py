"""The jobs of an order: idempotent, parents first, and a tree that stays whole."""

import threading

import pytest
from django.db import connection, transaction
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from home.models import ContentPage
from tests import specimens as specimen
from translation.actions.start import StartTranslation
from translation.models import Assignment

from .conftest import words_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def child(page):
    """A page below one that no other language has."""
    below = ContentPage(title="Our history", slug="our-history", locale=page.locale)
    page.add_child(instance=below)
    return specimen.publish(below)


def in_language(page, code: str):
    return Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=code
    ).first()


def test_sending_again_keeps_every_word_and_makes_nothing_twice(sent, page, translator):
    assignment = sent("sl", page)
    write(translator("sl"), assignment)
    before = words_of(assignment), StringTranslation.objects.count()
    again = sent("sl", page, note="A reminder.")
    assert again == assignment
    assert again.note == "A reminder."
    assert (words_of(assignment), StringTranslation.objects.count()) == before
    assert Page.objects.filter(translation_key=page.translation_key).count() == 2


def test_sending_again_without_a_deadline_leaves_the_one_that_was_set(sent, page):
    sent("sl", page, deadline="2030-05-06")
    assert sent("sl", page).deadline.isoformat() == "2030-05-06"


def test_a_child_whose_parent_is_not_there_yet_brings_its_parent_along(editor, child, locale):
    StartTranslation(editor, child, locale("sl"), {}).execute()
    target = in_language(child, "sl")
    assert target.get_parent() == in_language(child.get_parent(), "sl")
    assert Assignment.objects.count() == 2
    assert not any(Page.find_problems())


def test_an_alias_becomes_a_page_of_its_own(home, page, sent, locale):
    alias = page.create_alias(
        parent=home.get_translation(locale("sl")),
        update_locale=locale("sl"),
        reset_translation_key=False,
    )
    sent("sl", page)
    alias.refresh_from_db()
    assert alias.alias_of is None
    assert not alias.live


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_workers_that_run_at_the_same_time_leave_the_tree_whole(home, editor, locale):
    parent = specimen.content(home, summary="Who we are.")
    pages = []
    for number in range(8):
        below = ContentPage(title=f"Page {number}", slug=f"page-{number}", locale=home.locale)
        parent.add_child(instance=below)
        pages.append(specimen.publish(below))
        parent.refresh_from_db()
    failures, start = [], threading.Barrier(4)

    def work(own: list) -> None:
        start.wait()
        try:
            for page in own:
                for code in ("sl", "mk"):
                    with transaction.atomic():
                        StartTranslation(editor, page, locale(code), {}).execute()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(pages[first::4],)) for first in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failures
    assert not any(Page.find_problems())
    for code in ("sl", "mk"):
        assert in_language(parent, code).get_children().count() == len(pages)
