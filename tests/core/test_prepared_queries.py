"""Prepared queries return what their querysets would, and are composed once."""

from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from core import prepared_queries
from core.prepared_queries import child_objects, prepared_query, prepared_update
from meetings.models import MeetingPage, MeetingParticipant
from tests import specimens as specimen

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def composed() -> list[tuple]:
    """The arguments of each call that composed a queryset."""
    return []


@pytest.fixture
def find(composed):
    @prepared_query
    def find(key, codes, *, fields=()):
        composed.append((key, codes, fields))
        pages = Page.objects.filter(translation_key=key, locale__language_code__in=codes)
        return pages.annotate(language=F("locale__language_code")).select_related("locale")

    return find


@pytest.fixture
def page(home):
    page = specimen.content(home)
    specimen.translate(page, "mk")
    return page


def test_it_returns_what_the_queryset_would_without_another_query(page, find):
    with CaptureQueriesContext(connection) as queries:
        english, macedonian = find(page.translation_key, ["en", "mk"])
        assert (english, english.title) == (page.page_ptr, page.title)
        assert (macedonian.language, macedonian.locale.language_code) == ("mk", "mk")
    assert len(queries) == 1


def test_it_is_composed_once_for_all_values(page, home, find, composed):
    other = specimen.news(home)
    assert [found.pk for found in find(page.translation_key, ["en"])] == [page.pk]
    assert [found.pk for found in find(other.translation_key, ["en"])] == [other.pk]
    assert find(other.translation_key, ["mk"]) == []
    assert len(composed) == 1


def test_each_number_of_values_and_each_option_is_composed_by_itself(page, find, composed):
    for codes in (["en"], ["en", "mk"], ["en"]):
        for fields in ((), ("title",)):
            assert len(find(page.translation_key, codes, fields=fields)) == len(codes)
    assert len(composed) == 4


def test_a_changed_row_is_read_again(page, find):
    find(page.translation_key, ["en"])
    Page.objects.filter(pk=page.pk).update(title="Changed")
    assert find(page.translation_key, ["en"])[0].title == "Changed"


def test_no_value_at_all_takes_no_query(page, find):
    with CaptureQueriesContext(connection) as queries:
        assert find(page.translation_key, []) == []
    assert not queries


def test_rows_are_returned_as_well_as_objects(page):
    @prepared_query
    def titles(keys):
        found = Page.objects.filter(pk__in=keys).order_by()
        return found.values_list("translation_key", "title", named=True)

    [row] = titles([page.pk])
    assert (row.translation_key, row.title) == (page.translation_key, page.title)


def test_no_more_statements_are_kept_than_the_limit(page, find, composed, monkeypatch):
    monkeypatch.setattr(prepared_queries, "MAX_STATEMENTS", 2)
    for number in (1, 2, 3, 2):
        assert len(find(page.translation_key, ["en"] * number)) == 1
    assert len(composed) == 4, "the fourth was forgotten with the first two"


def test_rows_are_changed_and_counted(page, composed):
    @prepared_update
    def rename(key, language, title):
        composed.append((key, language, title))
        pages = Page.objects.filter(translation_key=key, locale__language_code=language)
        return Page.objects.filter(pk__in=pages.values("pk")), {"title": title}

    assert rename(page.translation_key, "mk", "Наслов") == 1
    assert rename(page.translation_key, "sl", "Naslov") == 0
    titles = Page.objects.filter(translation_key=page.translation_key).order_by("path")
    assert set(titles.values_list("title", flat=True)) == {page.title, "Наслов"}
    assert len(composed) == 1


@pytest.mark.django_db(transaction=True)
def test_a_lock_needs_a_transaction_each_time(page):
    @prepared_query
    def locked(pk):
        return Page.objects.filter(pk=pk).select_for_update()

    with transaction.atomic():
        assert len(locked(page.pk)) == 1
    with pytest.raises(TransactionManagementError):
        locked(page.pk)


@pytest.mark.django_db(transaction=True)
def test_each_thread_uses_its_own_connection(page, find):
    find(page.translation_key, ["en"])
    used = []

    def run():
        with CaptureQueriesContext(connection) as queries:
            find(page.translation_key, ["en"])
        used.append(len(queries))
        connection.close()

    thread = Thread(target=run)
    with CaptureQueriesContext(connection) as queries:
        thread.start()
        thread.join()
    assert (used, len(queries)) == ([1], 0)


def test_child_objects_are_the_stored_ones_in_their_order_or_those_of_a_draft(home):
    page = specimen.meeting(home)
    page.participants.set([MeetingParticipant(territory=code) for code in ("SI", "AL")])
    page.save()
    stored = MeetingPage.objects.get(pk=page.pk)
    assert [item.territory for item in child_objects(stored, "participants")] == ["SI", "AL"]
    stored.participants.set([MeetingParticipant(territory="BG")])
    assert [item.territory for item in child_objects(stored, "participants")] == ["BG"]
    draft = MeetingPage(participants=[MeetingParticipant(territory="MK")])
    assert [item.territory for item in child_objects(draft, "participants")] == ["MK"]
