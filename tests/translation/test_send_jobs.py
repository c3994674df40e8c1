"""The jobs of a translation request: idempotent, parents first, with a valid page tree."""

import threading

import pytest
from django.db import connection, transaction
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from core.models import User
from home.models import ContentPage
from tests import specimens as specimen
from translation.actions.start import StartTranslation
from translation.models import Assignment

from .concurrency import begin_before_commit
from .conftest import target_texts, translate_segments

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def child(page):
    """A page whose parent has no translations."""
    below = ContentPage(title="Our history", slug="our-history", locale=page.locale)
    page.add_child(instance=below)
    return specimen.publish(below)


def in_language(page, code: str):
    return Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=code
    ).first()


def test_sending_again_keeps_translations_and_creates_no_duplicates(
    send_to_translation, page, translator
):
    assignment = send_to_translation("sl", page)
    translate_segments(translator("sl"), assignment)
    before = target_texts(assignment), StringTranslation.objects.count()
    again = send_to_translation("sl", page, note="A reminder.")
    assert again == assignment
    assert again.note == "A reminder."
    assert (target_texts(assignment), StringTranslation.objects.count()) == before
    assert Page.objects.filter(translation_key=page.translation_key).count() == 2


def test_sending_again_without_a_deadline_leaves_the_one_that_was_set(send_to_translation, page):
    send_to_translation("sl", page, deadline="2030-05-06")
    assert send_to_translation("sl", page).deadline.isoformat() == "2030-05-06"


@pytest.mark.parametrize(
    "leave", [User.delete, lambda person: person.groups.clear()], ids=["deleted", "left the team"]
)
def test_a_translator_who_has_left_since_the_request_is_not_assigned(
    send_to_translation, page, translator, leave
):
    person = translator("sl")
    request = {"assignees": {"sl": person.pk}}
    leave(person)
    assert send_to_translation("sl", page, **request).assignee is None


def test_sending_a_child_also_sends_its_missing_parent(editor, child, locale):
    StartTranslation(editor, child, locale("sl"), {}).execute()
    target = in_language(child, "sl")
    assert target.get_parent() == in_language(child.get_parent(), "sl")
    assert Assignment.objects.count() == 2
    assert not any(Page.find_problems())


def test_an_alias_is_converted_to_a_page(home, page, send_to_translation, locale):
    alias = page.create_alias(
        parent=home.get_translation(locale("sl")),
        update_locale=locale("sl"),
        reset_translation_key=False,
    )
    send_to_translation("sl", page)
    alias.refresh_from_db()
    assert alias.alias_of is None
    assert not alias.live


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_concurrent_workers_keep_the_page_tree_valid(home, editor, locale):
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


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_worker_waits_for_another_one_that_creates_a_page_of_the_language(home, editor, locale):
    pages = [specimen.content(home, slug=f"page-{number}") for number in range(2)]
    actions = [StartTranslation(editor, page, locale("sl"), {}) for page in pages]
    assert not begin_before_commit(*(action.execute for action in actions))
    assert all(in_language(page, "sl") for page in pages)
    assert not any(Page.find_problems())
