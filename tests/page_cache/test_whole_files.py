"""Whole files: made once for all processes, never stale, within bounded room."""

import gzip
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from page_cache import files
from page_cache.files import FileFolder, delete_whole_files
from tests import specimens as specimen

pytestmark = pytest.mark.django_db(transaction=True)

CSV = "/en/meetings/data.csv"
PATHS = (
    *(CSV, "/en/meetings/data.json", "/en/meetings/data.xlsx", "/en/meetings/data.schema.json"),
    *("/en/meetings/calendar.ics", "/en/meetings/calendar-all.ics"),
    *("/sitemap.xml", "/sitemap-en.xml"),
)


@pytest.fixture
def meeting(home):
    return specimen.meeting(home, start_date=timezone.localdate())


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The names of the files that were made, in their order."""
    names = []
    make = FileFolder._make

    def note(self, response, link):
        names.append(response.name)
        make(self, response, link)

    monkeypatch.setattr(FileFolder, "_make", note)
    return names


def body(client: Client, path: str, **headers: str) -> bytes:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, path
    return b"".join(response)


@pytest.mark.parametrize("path", PATHS)
def test_one_process_makes_a_file_and_every_other_sends_it(meeting, made, settings, path):
    answers = [Client().get(path) for _ in range(3)]
    contents = [b"".join(answer) for answer in answers]
    assert contents[0]
    assert len({answer["ETag"] for answer in answers}) == len(set(contents)) == 1
    assert answers[0]["Content-Length"] == str(len(contents[0]))
    assert [name.removesuffix("/1") for name in made] == [path]
    settings.PAGE_CACHE_FILES = None
    fresh = Client().get(path)
    assert fresh.headers.keys() - {"Content-Length"} <= answers[0].headers.keys()
    assert (fresh.content, fresh["ETag"]) == (contents[0], answers[0]["ETag"])


def test_the_compressed_form_is_stored_as_well(meeting, client, made):
    plain = client.get(CSV)
    packed = client.get(CSV, headers={"accept-encoding": "br, gzip"})
    assert gzip.decompress(b"".join(packed)) == b"".join(plain)
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"] == f"W/{plain['ETag']}"
    assert plain["Vary"] == packed["Vary"] == "Accept-Encoding"
    assert made == [CSV]
    assert "Content-Encoding" not in client.get(
        "/en/meetings/data.xlsx", headers={"accept-encoding": "gzip"}
    )


def test_who_has_the_file_gets_304_and_head_has_the_headers_of_get(meeting, client, made):
    answer = client.get(CSV)
    for headers in (
        {"if-none-match": answer["ETag"]},
        {"if-none-match": f"W/{answer['ETag']}", "accept-encoding": "gzip"},
        {"if-modified-since": answer["Last-Modified"]},
    ):
        assert client.get(CSV, headers=headers).status_code == 304
    assert client.get(CSV, headers={"if-none-match": '"other"'}).status_code == 200
    # The whole is the right answer to a range, if ranges are not offered (RFC 9110, 14.2).
    assert client.get(CSV, headers={"range": "bytes=0-9"}).status_code == 200
    assert client.head(CSV).headers == answer.headers
    assert made == [CSV]


@pytest.mark.parametrize("path", PATHS)
def test_a_file_that_was_made_takes_no_query(meeting, client, django_assert_num_queries, path):
    body(client, path)
    with django_assert_num_queries(0):
        body(client, path)


CHANGES = {
    "publish": lambda page: specimen.publish(page),
    "bulk update": lambda page: Page.objects.filter(pk=page.pk).update(title="Another"),
    "unpublish": lambda page: page.unpublish(),
    "restrict": lambda page: PageViewRestriction.objects.create(
        page=page, restriction_type="login"
    ),
    "delete": lambda page: Page.objects.get(pk=page.pk).delete(),
}


@pytest.mark.each_database
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_in_the_next_answer_of_each_process(meeting, change):
    one, other = Client(), Client()
    before = body(one, CSV), body(other, CSV)
    meeting.title = "Another title"
    CHANGES[change](meeting)
    after = body(one, CSV), body(other, CSV)
    assert after[0] == after[1]
    assert b"Vienna" in before[0]
    assert b"Meeting in Vienna" not in after[0]


def test_a_change_while_a_file_is_made_is_in_the_next_one(meeting, client, monkeypatch):
    make = FileFolder._make

    def change_meanwhile(self, response, link):
        make(self, response, link)
        Page.objects.filter(pk=meeting.pk).update(title="Changed meanwhile")

    monkeypatch.setattr(FileFolder, "_make", change_meanwhile)
    assert b"Changed meanwhile" not in body(client, CSV)
    assert b"Changed meanwhile" in body(client, CSV)


def test_time_ends_files(meeting, client, monkeypatch):
    path = "/en/meetings/calendar.ics"
    assert b"Vienna" in body(client, path)
    later = timezone.now() + timedelta(days=800)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert b"Vienna" not in body(client, path)


def test_several_requests_at_once_have_a_file_made_once(meeting, made):
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.get("/en/")  # loads the middleware
    barrier, contents = threading.Barrier(len(clients)), set()

    def read(client: Client) -> None:
        try:
            barrier.wait()
            contents.add(body(client, CSV))
        finally:
            connection.close()

    threads = [threading.Thread(target=read, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(contents) == 1
    assert made == [CSV]


def test_nobody_gets_a_file_whose_making_broke_off(meeting, client, monkeypatch):
    def fail(self, form=None):
        yield meeting
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("open_data.data_sets.DataSet.public_rows", fail)
        with pytest.raises(RuntimeError):
            client.get(CSV)
    assert body(client, CSV).count(b"Meeting in Vienna") == 1


def test_made_up_parameters_make_no_further_file(meeting, client, made):
    for query in ("", "?x=1", "?year=1066", "?kind=no", "?p=1"):
        body(client, CSV + query)
        body(client, f"/en/meetings/calendar-all.ics{query}")
    assert made == [CSV, "/en/meetings/calendar-all.ics"]


def test_files_with_filters_take_bounded_room_and_remove_no_other(meeting, client, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILTERED_ENTRIES", 7)
    body(client, CSV)
    year = timezone.localdate().year
    for code in ("en", "mk", "sl", "bg", "sq"):
        body(client, f"/{code}/meetings/data.json?year={year}")
    (folder,) = files._site_folder().iterdir()
    left = [path for path in (folder / "filtered").iterdir() if path.suffix != files.LOCK]
    assert len(left) == 7
    assert len([path for path in (folder / "unfiltered").iterdir() if path.is_symlink()]) == 1
    # One that was removed is made again.
    body(client, f"/en/meetings/data.json?year={year}")


def test_files_of_earlier_states_are_removed(meeting, client, monkeypatch):
    body(client, CSV)
    CHANGES["bulk update"](meeting)
    body(client, CSV)
    # Another process may still send the earlier one.
    assert len(list(files._site_folder().iterdir())) == 2
    monkeypatch.setattr(files, "KEPT_AFTER_CHANGE", -1)
    CHANGES["unpublish"](meeting)
    body(client, CSV)
    assert len(list(files._site_folder().iterdir())) == 1


def test_a_folder_that_cannot_be_written_costs_only_time(meeting, client, settings, tmp_path):
    stored = body(client, CSV)
    (tmp_path / "file").touch()
    settings.PAGE_CACHE_FILES = tmp_path / "file"
    assert body(Client(), CSV) == stored


def test_new_code_makes_its_own_files(meeting, client, made):
    body(client, CSV)
    delete_whole_files()
    body(client, CSV)
    assert made == [CSV, CSV]


def test_somebody_with_a_cookie_gets_the_same_file(meeting, client, admin_client, made):
    assert body(admin_client, CSV) == body(client, CSV)
    assert made == [CSV]
