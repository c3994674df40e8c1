"""The very next request shows a change, in every process of the site."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from core.models import Theme
from home.models import ContentPage
from page_cache import freshness
from page_cache.models import stored_generation
from page_cache.triggers import create_triggers, drop_page_trigger
from tests import specimens as specimen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.each_database]

PATH = "/en/about/"


def rename(page) -> None:
    page.title = "Another title"
    page.save_revision().publish()


def update_without_signals(page) -> None:
    Page.objects.filter(pk=page.pk).update(title="Another title")


def write_sql(page) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailcore_page SET title = 'Another title' WHERE id = %s", [page.pk]
        )


def restrict(page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def move(page) -> None:
    page.move(page.get_parent().get_children().get(slug="history"), pos="last-child")


CHANGES = {
    "publish": rename,
    "bulk update": update_without_signals,
    "SQL": write_sql,
    "unpublish": lambda page: page.unpublish(),
    "restrict": restrict,
    "move": move,
    "delete": lambda page: Page.objects.get(pk=page.pk).delete(),
    "child": lambda page: specimen.content(page.get_parent(), slug="another"),
    "theme": lambda page: Theme.objects.update(name="Another"),
}


@pytest.fixture
def page(home) -> ContentPage:
    specimen.theme()
    return specimen.content(home, summary="Who we are.")


def body(client: Client, path: str = PATH) -> tuple[int, bytes]:
    response = client.get(path)
    return response.status_code, response.content


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_by_the_next_request_to_each_process(page, change, settings):
    one, other = Client(), Client()
    for process in (one, other):
        assert body(process)[0] == 200
    CHANGES[change](page)
    settings.PAGE_CACHE_BYTES = 0
    fresh = body(Client())
    settings.PAGE_CACHE_BYTES = 2_000_000
    assert body(one) == body(other) == fresh


def test_what_is_not_committed_is_not_seen_and_then_it_is(page):
    process = Client()
    before = body(process)
    generation = stored_generation()
    with transaction.atomic():
        update_without_signals(page)
        transaction.set_rollback(True)
    assert stored_generation() == generation
    assert body(process) == before


def test_an_automatic_save_of_a_draft_leaves_the_answers(page):
    generation = stored_generation()
    page.title = "Draft"
    page.save_revision()
    assert stored_generation() == generation


def replace_page_trigger(condition: str) -> None:
    """Let updates of pages count under another condition, or never if it is empty."""
    if connection.vendor == "postgresql":
        name, action = "page_cache_advance_update", "EXECUTE FUNCTION page_cache_advance()"
        drop = f"DROP TRIGGER {name} ON wagtailcore_page"
    else:
        name, action = "page_cache_advance_update_wagtailcore_page", "BEGIN SELECT 1; END"
        drop = f"DROP TRIGGER {name}"
    with connection.cursor() as cursor:
        cursor.execute(drop)
        if condition:
            cursor.execute(
                f"CREATE TRIGGER {name} AFTER UPDATE ON wagtailcore_page FOR EACH ROW"
                f" WHEN ({condition}) {action}"
            )


@pytest.mark.parametrize("condition", ["OLD.slug <> NEW.slug", ""])
def test_a_migration_replaces_a_trigger_that_knows_other_columns(page, condition):
    generation = stored_generation()
    replace_page_trigger(condition)
    update_without_signals(page)
    assert stored_generation() == generation
    create_triggers(None, using="default")
    update_without_signals(page)
    assert stored_generation() == generation
    Page.objects.filter(pk=page.pk).update(title="A third title")
    assert stored_generation() == generation + 1


def test_a_migration_can_remove_a_column_of_pages(page):
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL drops the trigger with the column")
    with transaction.atomic(), connection.cursor() as cursor:
        drop_page_trigger(None, using="default", plan=["a migration"])
        cursor.execute("ALTER TABLE wagtailcore_page DROP COLUMN seo_title")
        transaction.set_rollback(True)


def test_two_transactions_at_once_both_count(page):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    from threading import Thread

    before = stored_generation()

    def change_in_another_connection() -> None:
        try:
            Theme.objects.update(name="Other")
        finally:
            connection.close()

    with transaction.atomic():
        update_without_signals(page)
        other = Thread(target=change_in_another_connection)
        other.start()
        other.join(timeout=10)
        assert not other.is_alive(), "it waits for the first transaction"
    assert stored_generation() == before + 2


def test_a_change_that_nobody_has_announced_is_seen_after_a_second(page, monkeypatch):
    """Its process was killed after the commit."""
    process = Client()
    body(process)
    monkeypatch.setattr("page_cache.changes.announce_change", lambda: None)
    update_without_signals(page)
    assert b"Another title" not in body(process)[1]
    monkeypatch.setattr(freshness, "CHECK_AFTER", 0)
    assert b"Another title" in body(process)[1]


def test_a_page_that_expires_is_gone_at_its_moment(page, monkeypatch):
    process = Client()
    expires_at = timezone.now() + timedelta(minutes=5)
    Page.objects.filter(pk=page.pk).update(expire_at=expires_at)
    assert body(process)[0] == 200
    monkeypatch.setattr(timezone, "now", lambda: expires_at + timedelta(seconds=1))
    assert body(process)[0] == 404
