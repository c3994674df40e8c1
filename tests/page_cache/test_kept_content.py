"""What pages have in common is kept in the process, and never older than the database."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.utils import timezone

from core.content_cache import cached_for_content
from core.models import LayoutSettings, Theme
from core.request_cache import cached_for_request, new_request_cache
from tests import specimens as specimen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.each_database]

PATH = "/en/about/"


@pytest.fixture(autouse=True)
def _without_finished_answers(settings):
    settings.PAGE_CACHE_BYTES = 0


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


def name_of_site() -> str:
    response = Client().get(PATH)
    return BeautifulSoup(response.content, "html.parser").select_one(".brand__name").get_text()


def rename_site(name: str) -> LayoutSettings:
    layout = LayoutSettings.load()
    rows = [{"type": "names", "value": {"language": "en", "name": name}}]
    layout.names = LayoutSettings._meta.get_field("names").stream_block.to_python(rows)
    layout.save()
    return layout


def test_the_next_page_takes_one_query(page, django_assert_num_queries):
    Client().get(PATH)
    with django_assert_num_queries(1):
        Client().get(PATH)


def test_a_transaction_that_has_written_sees_its_own_changes_and_keeps_none(page):
    before = name_of_site()
    with transaction.atomic():
        rename_site("Not to be kept")
        assert name_of_site() == "Not to be kept"
        transaction.set_rollback(True)
    assert name_of_site() == before
    rename_site("The Network")
    assert name_of_site() == "The Network"


def test_what_is_made_in_a_preview_is_not_kept(page):
    before = name_of_site()
    layout = rename_site("Draft")
    rename_site(before)
    preview = layout.make_preview_request(preview_mode="en")
    assert "Draft" in preview.content.decode()
    assert name_of_site() == before


def test_a_request_that_writes_reads_anew_what_was_kept(home):
    with new_request_cache():
        values = [cached_for_content("names", lambda: list(Theme.objects.values_list("name")))]
        specimen.theme(name="Prevention")
        values.append(cached_for_content("names", lambda: list(Theme.objects.values_list("name"))))
    assert values == [[], [("Prevention",)]]


def test_nothing_is_kept_of_what_a_request_has_read_before(home):
    """The request may have read it before a change that it sees now."""
    with new_request_cache():
        cached_for_request("themes", lambda: "before the change")
        kept = cached_for_content("all", lambda: cached_for_request("themes", lambda: "after it"))
    assert kept == "after it"


def test_a_page_that_was_deleted_a_moment_ago_is_not_found(page, monkeypatch):
    """Its process was killed after the commit, and has told nobody."""
    Client().get(PATH)
    monkeypatch.setattr("page_cache.changes.announce_change", lambda: None)
    page.delete()
    assert Client().get(PATH).status_code == 404


def test_a_theme_that_expires_is_gone_at_its_moment(home, monkeypatch):
    theme = specimen.theme(name="Prevention")
    meetings = "/en/meetings/"
    expires_at = timezone.now() + timedelta(minutes=5)
    Theme.objects.filter(pk=theme.pk).update(expire_at=expires_at)
    assert b"Prevention" in Client().get(meetings).content
    monkeypatch.setattr(timezone, "now", lambda: expires_at + timedelta(seconds=1))
    assert b"Prevention" not in Client().get(meetings).content
