"""Two people who delete, restore and purge at the same moment, on a database that locks rows."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from core.site_tree import is_in_site_tree
from recycle_bin.actions.purge import PurgeRecycledPages
from recycle_bin.actions.refusals import RecycleBinRefusedError
from recycle_bin.actions.restore import RestoreFromRecycleBin
from recycle_bin.models import RecycleBinEntry
from tests import specimens as specimen
from tests.translation.concurrency import begin_before_commit

from .conftest import delete

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


@pytest.fixture
def page(home):
    return specimen.content(home)


def test_a_page_is_deleted_once(page):
    [refusal] = begin_before_commit(lambda: delete(page), lambda: delete(page))
    assert isinstance(refusal, RecycleBinRefusedError)
    assert RecycleBinEntry.objects.count() == 1
    assert not any(Page.find_problems())


def test_what_is_restored_is_not_purged(page):
    entry = delete(page)
    [refusal] = begin_before_commit(
        lambda: RestoreFromRecycleBin(entry, None).execute(),
        lambda: PurgeRecycledPages(RecycleBinEntry.objects.get(pk=entry.pk)).execute(),
    )
    assert isinstance(refusal, RecycleBinRefusedError)
    assert Page.objects.get(pk=page.pk).live
    assert not any(Page.find_problems())


def test_a_page_that_was_loaded_before_its_deletion_is_not_published(page):
    revision = page.save_revision()
    loaded = revision.as_object()
    assert is_in_site_tree(loaded)

    def publish():
        with transaction.atomic():
            action = PublishPageRevisionAction(revision)
            action.object = loaded
            action.execute(skip_permission_checks=True)

    [refusal] = begin_before_commit(lambda: delete(page), publish)
    assert isinstance(refusal, PermissionDenied)
    stored = Page.objects.get(pk=page.pk)
    assert not is_in_site_tree(stored)
    assert not stored.live
    assert not any(Page.find_problems())


def test_a_publication_that_comes_before_the_deletion_is_remembered(page):
    page.unpublish()
    draft = Page.objects.get(pk=page.pk).specific.save_revision()

    def publish():
        with transaction.atomic():
            draft.publish()

    assert not begin_before_commit(publish, lambda: delete(page))
    [entry] = RecycleBinEntry.objects.all()
    assert entry.pages.get(page_id=page.pk).was_live
    RestoreFromRecycleBin(entry, None).execute()
    assert Page.objects.get(pk=page.pk).live
    assert not any(Page.find_problems())


def test_a_page_is_published_where_it_has_moved_meanwhile(page, home):
    section = specimen.content(Page.objects.get(pk=home.pk).specific, slug="section")
    loaded = page.save_revision().as_object()

    def publish():
        loaded.title = "About the network"
        loaded.save()

    moved = Page.objects.get(pk=page.pk)
    raised = begin_before_commit(lambda: moved.move(section, pos="last-child"), publish)
    assert not raised
    stored = Page.objects.get(pk=page.pk)
    assert (stored.title, stored.get_parent().pk) == ("About the network", section.pk)
    assert stored.url_path.endswith("/section/about/")
    assert not any(Page.find_problems())
