"""Deleting for ever: by the nightly command, or by a person."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from recycle_bin.actions.purge import PurgeRecycledPages
from recycle_bin.actions.refusals import RecycleBinRefusedError
from recycle_bin.models import RecycleBinEntry, RecycleBinSettings, RecycledPage
from tests import specimens as specimen

from .conftest import delete, in_language

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("about_of_module"),
]


@pytest.fixture
def old_and_young(home):
    """Two deleted pages: one longer ago than the setting says, and one today."""
    old = specimen.content(home, slug="old", title="Old")
    young = specimen.content(Page.objects.get(pk=home.pk).specific, slug="young", title="Young")
    delete(old)
    delete(young)
    before = timezone.now() - timedelta(days=91)
    RecycleBinEntry.objects.filter(title="Old").update(deleted_at=before)
    return old, young


def run(*arguments) -> str:
    out = StringIO()
    call_command("purge_recycle_bin", *arguments, stdout=out)
    return out.getvalue()


def remaining(*pages) -> list[bool]:
    return [Page.objects.filter(pk=page.pk).exists() for page in pages]


@pytest.mark.postgresql
def test_the_nightly_command_purges_what_is_old_enough(old_and_young):
    assert "would delete" in run("--dry-run")
    assert remaining(*old_and_young) == [True, True]
    assert "Old (1 pages)" in run()
    assert remaining(*old_and_young) == [False, True]
    assert run() == ""
    assert Page.objects.exclude(path__startswith="0001").count() == 3


def test_zero_days_means_for_ever(old_and_young):
    RecycleBinSettings.objects.create(retention_days=0)
    assert run() == ""
    assert remaining(*old_and_young) == [True, True]


def test_a_failure_does_not_stop_the_others(old_and_young, monkeypatch):
    RecycleBinEntry.objects.update(deleted_at=timezone.now() - timedelta(days=100))
    execute = PurgeRecycledPages.execute

    def fail_once(action):
        if action.entry.title == "Old":
            raise RuntimeError
        execute(action)

    monkeypatch.setattr(PurgeRecycledPages, "execute", fail_once)
    with pytest.raises(CommandError, match="Old"):
        run()
    assert remaining(*old_and_young) == [True, False]


@pytest.mark.postgresql
def test_no_title_is_kept_of_what_was_purged(about, editor):
    entry = delete(about, editor)
    PurgeRecycledPages(entry).execute()
    assert not Page.objects.filter(translation_key=about.translation_key).exists()
    assert set(RecycledPage.objects.values_list("title", flat=True)) == {""}
    assert RecycleBinEntry.objects.get().title == ""
    assert PageLogEntry.objects.filter(page=about.pk, action="wagtail.delete").exists()


def test_nothing_is_kept_of_a_draft(home):
    page = specimen.content(home, slug="draft")
    page.unpublish()
    PurgeRecycledPages(delete(page)).execute()
    assert not RecycleBinEntry.objects.exists()


def test_a_translation_in_the_bin_is_purged_with_its_source(about):
    delete(in_language(about, "sl"))
    PurgeRecycledPages(delete(about)).execute()
    assert not Page.objects.filter(translation_key=about.translation_key).exists()
    assert not RecycleBinEntry.objects.in_bin().exists()


def test_a_purged_translation_leaves_its_source(about):
    PurgeRecycledPages(delete(in_language(about, "sl"))).execute()
    assert Page.objects.get(pk=about.pk).live
    assert in_language(about, "mk").live


@pytest.mark.postgresql
def test_what_was_purged_meanwhile_is_refused(about):
    entry = delete(about)
    PurgeRecycledPages(entry).execute()
    with pytest.raises(RecycleBinRefusedError):
        PurgeRecycledPages(entry).execute()
