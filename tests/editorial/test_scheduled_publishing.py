"""Scheduled publications happen once and entirely, and nobody reads what has expired."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published

from core.localized_urls import localized_url
from editorial.actions import PublishScheduledRevision, UnpublishExpiredObject
from tests import specimens as specimen

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

AGO = timedelta(minutes=1)


def schedule(home, slug: str = "scheduled") -> Revision:
    """Return an approved revision of a draft whose time has just come."""
    page = specimen.content(home, slug=slug)
    page.unpublish()
    page.go_live_at = timezone.now() + AGO
    revision = page.save_revision()
    revision.publish()
    revision.content["go_live_at"] = (timezone.now() - AGO).isoformat()
    revision.approved_go_live_at = timezone.now() - AGO
    revision.save()
    return revision


def expire(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - AGO)


def publications(page_id) -> int:
    return PageLogEntry.objects.filter(page=page_id, action="wagtail.publish.scheduled").count()


def test_what_is_due_is_published_and_its_schedule_ends(home):
    revision = schedule(home)
    call_command("publish_scheduled")
    revision.refresh_from_db()
    assert Page.objects.get(pk=revision.object_id).live
    assert revision.approved_go_live_at is None
    assert publications(revision.object_id) == 1


def test_a_second_node_that_has_read_the_same_publishes_nothing(home):
    revision = schedule(home)
    assert PublishScheduledRevision(revision).execute()
    assert not PublishScheduledRevision(revision).execute()
    assert publications(revision.object_id) == 1


def test_a_publication_that_breaks_off_keeps_its_schedule(home, monkeypatch):
    revision = schedule(home)
    other = schedule(home, "other")

    def break_off(sender, instance, **kwargs):
        if instance.pk == int(revision.object_id):
            raise DatabaseError

    page_published.connect(break_off)
    try:
        with pytest.raises(CommandError, match="1 change"):
            call_command("publish_scheduled")
    finally:
        page_published.disconnect(break_off)
    revision.refresh_from_db()
    assert revision.approved_go_live_at
    assert not Page.objects.get(pk=revision.object_id).live
    assert not publications(revision.object_id)
    assert Page.objects.get(pk=other.object_id).live
    call_command("publish_scheduled")
    assert Page.objects.get(pk=revision.object_id).live


def test_what_is_over_is_unpublished_once(home):
    page = specimen.content(home)
    expire(page)
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert not UnpublishExpiredObject(page).execute()


def test_a_page_whose_end_was_put_off_meanwhile_stays(home):
    page = specimen.content(home)
    expire(page)
    page.refresh_from_db()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + AGO)
    assert not UnpublishExpiredObject(page).execute()


def test_nobody_reads_an_expired_page_before_it_is_unpublished(client, home):
    page = specimen.content(home, title="About us", show_in_menus=True)
    url = localized_url(page)
    assert client.get(url).status_code == 200
    expire(page)
    assert client.get(url).status_code == 404
    assert url not in client.get("/en/").content.decode()
    assert url not in client.get("/sitemap-en.xml").content.decode()


def test_an_expired_translation_gives_way_to_the_source(client, home):
    page = specimen.content(home, title="About us")
    specimen.translate(page, "mk")
    expire(page.get_translations().get(locale__language_code="mk"))
    response = client.get(f"/mk{localized_url(page).removeprefix('/en')}")
    assert response.status_code == 200
    assert "About us" in response.content.decode()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_nodes_at_once_publish_each_revision_once(home):
    revisions = [schedule(home, f"scheduled-{number}") for number in range(4)]
    start = Barrier(2)

    def run():
        start.wait()
        call_command("publish_scheduled")
        connection.close()

    nodes = [Thread(target=run) for _ in range(2)]
    for node in nodes:
        node.start()
    for node in nodes:
        node.join()
    assert [publications(revision.object_id) for revision in revisions] == [1] * 4
