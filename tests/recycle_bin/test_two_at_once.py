"""Two people who delete, restore and purge at the same moment, on a database that locks rows."""

import pytest
from django.db import connection
from wagtail.models import Page

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
