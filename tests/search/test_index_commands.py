"""The commands that rebuild and maintain the index, and the system check of its version."""

from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import SiteDocument, SiteImage
from core.writing.folding import VERSION
from home.models import ContentPage
from meetings.models import MeetingPage
from search import backend
from search.index import indexing
from search.models import IndexEntry, KnownWord, PageRecord
from tests import specimens as specimen

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def page(home):
    return specimen.content(home, title="Kangaroos", summary="They jump")


def found(words: str) -> list[ContentPage]:
    return list(ContentPage.objects.search(words))


def update_index(**options) -> str:
    output = StringIO()
    call_command("update_index", stdout=output, **options)
    return output.getvalue()


def test_the_index_is_rebuilt_from_nothing(page):
    picture = specimen.picture()
    IndexEntry.objects.all().delete()
    assert not found("kangaroos")
    update_index()
    assert found("kangaroos") == [page]
    assert list(SiteImage.objects.search("hall")) == [picture]


def test_entries_are_updated_in_place(page):
    before = set(IndexEntry.objects.values_list("pk", "object_id"))
    PageRecord.objects.update(title="", text="")
    update_index()
    assert set(IndexEntry.objects.values_list("pk", "object_id")) >= before
    assert PageRecord.objects.get(page=page).title == "Kangaroos"


def test_entries_without_an_object_are_deleted(page):
    entries = IndexEntry.objects.filter(content_type=page.content_type)
    before = set(entries)
    entries.create(content_type=page.content_type, object_id=1_000_000, version=VERSION)
    update_index()
    assert set(entries) == before


def test_each_chunk_is_a_sign_of_progress():
    for _ in range(3):
        specimen.picture()
    line = next(line for line in update_index(chunk_size=2).splitlines() if "SiteImage" in line)
    assert line.split() == ["default:", "core.SiteImage", ".."]


def test_a_chunk_takes_as_many_queries_for_many_objects_as_for_few():
    def queries(chunk_size: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            update_index(chunk_size=chunk_size)
        return len(captured)

    specimen.picture()
    update_index()  # reads the content types, which are kept
    with_one = queries(chunk_size=100)
    for _ in range(5):
        specimen.picture()
    assert queries(chunk_size=100) == with_one
    assert queries(chunk_size=2) > with_one


def test_a_chunk_of_any_size_is_written_in_batches(monkeypatch):
    written = []
    monkeypatch.setattr(backend, "index_objects", lambda items: written.append(len(items)))
    monkeypatch.setattr(backend, "BATCH_SIZE", 2)
    backend.IndexBackend(None).add_items(SiteImage, [None] * 5)
    assert written == [2, 2, 1]


def test_an_object_that_a_command_saves_twice_is_indexed_once(page, monkeypatch):
    written = []
    write = indexing.index_objects
    monkeypatch.setattr(indexing, "index_objects", lambda items: written.append(write(items)))
    with indexing.index_once():
        for title in ("Wallabies", "Wombats"):
            page.title = title
            specimen.publish(page)
        assert not found("wombats")
    assert found("wombats") == [page]
    assert not found("wallabies")
    assert len(written) == 1
    page.title = "Wallabies"
    specimen.publish(page)
    assert found("wallabies") == [page]


def warnings() -> list[str]:
    found = run_checks(tags=["database"], databases=["default"])
    return [warning.msg for warning in found if warning.id == "search.W001"]


def test_entries_of_another_normaliser_are_reported_until_they_are_updated(page):
    assert not warnings()
    IndexEntry.objects.filter(object_id=page.pk).update(version=VERSION - 1)
    (said,) = warnings()
    assert said.startswith("1 entries")
    update_index()
    assert not warnings()


# Nightly maintenance


def tend_search() -> str:
    output = StringIO()
    call_command("tend_search", stdout=output)
    return output.getvalue()


def test_known_words_are_stored_and_deleted(page):
    page.title = "Wombats"
    specimen.publish(page)
    KnownWord.objects.filter(word="jump").delete()
    assert "1 words" in tend_search()
    words = set(KnownWord.objects.filter(language="en").values_list("word", flat=True))
    assert {"wombats", "jump"} <= words
    assert "kangaroos" not in words
    assert "0 words" in tend_search()


def test_pages_are_indexed_again(page):
    IndexEntry.objects.filter(object_id=page.pk).update(version=VERSION - 1)
    PageRecord.objects.filter(page=page).update(title="Stale")
    tend_search()
    assert PageRecord.objects.get(page=page).title == "Kangaroos"
    assert not warnings()


def test_a_renamed_state_is_found_by_its_new_name(home):
    state = specimen.state(home, title="Kangaroo Land")
    meeting = specimen.meeting(home, country=state.territory)
    state.title = "Wombat Land"
    specimen.publish(state)
    tend_search()
    assert list(MeetingPage.objects.search("wombat")) == [meeting]
    assert not MeetingPage.objects.search("kangaroo")


def test_documents_are_read():
    SiteDocument.objects.create(title="A", file=ContentFile(b"%PDF-1.7\n%%EOF\n", "a.pdf"))
    assert "1 documents read" in tend_search()
