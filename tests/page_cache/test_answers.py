"""What is stored, for whom, and how it is answered."""

import gzip
import threading
from contextlib import suppress

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from page_cache.answers import ContentStateAnswers
from page_cache.freshness import ContentState
from page_cache.keys import AddressKey
from page_cache.middleware import PageCacheMiddleware
from page_cache.parameters import ObservedQuery
from page_cache.store import OVERHEAD, AnswerStore, StoredAnswer
from page_cache.web_server import CAPABILITY, CAPABILITY_HEADER
from tests import specimens as specimen

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/en/about/"


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The addresses whose answers were made, in their order."""
    addresses = []
    make = PageCacheMiddleware._make

    def note(self, answers, address, request):
        addresses.append(request.get_full_path())
        return make(self, answers, address, request)

    monkeypatch.setattr(PageCacheMiddleware, "_make", note)
    return addresses


@pytest.fixture
def stored(monkeypatch) -> list[str]:
    """The paths whose answers were stored, in their order."""
    paths = []
    put = AnswerStore.put

    def note(self, key, answer):
        paths.append(key.address.path)
        put(self, key, answer)

    monkeypatch.setattr(AnswerStore, "put", note)
    return paths


def test_the_second_request_takes_no_query_and_gets_the_same(
    page, client, django_assert_num_queries
):
    first = client.get(PATH)
    with django_assert_num_queries(0):
        second = client.get(PATH)
    assert second.content == first.content
    assert second.headers == first.headers


def test_a_browser_that_has_the_page_gets_304(page, client):
    etag = client.get(PATH)["ETag"]
    answer = client.get(PATH, headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["Content-Security-Policy"]
    assert "Content-Length" not in answer.headers
    assert client.get(PATH, headers={"if-none-match": '"other"'}).status_code == 200
    assert Client().get(PATH, headers={"if-none-match": etag}).status_code == 304


def test_head_has_the_headers_of_get(page, client):
    answer, head = client.get(PATH), client.head(PATH)
    assert head.content == b""
    assert head.headers == answer.headers


def test_compressed_and_plain_answers_are_kept_apart(page, client, made):
    for _ in range(2):
        plain = client.get(PATH)
        packed = client.get(PATH, headers={"accept-encoding": "br, gzip"})
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(packed.content) == plain.content
    assert len(made) == 2


def test_made_up_parameters_neither_fill_the_store_nor_get_past_it(page, client, made):
    for number in range(20):
        assert client.get(PATH, {"utm": number}).status_code == 200
    assert len(made) == 1


def test_parameters_that_a_page_reads_are_kept_apart(page, client, made):
    answers = {
        query: client.get(f"/en/search/?{query}").content
        for query in ("q=who", "q=nothing", "q=who&page=2", "page=2", "q=who&x=1")
    }
    assert answers["q=who"] != answers["q=nothing"]
    assert answers["q=who"] == answers["q=who&x=1"]
    fresh = {query: Client().get(f"/en/search/?{query}").content for query in answers}
    assert fresh == answers
    again = {query: client.get(f"/en/search/?{query}").content for query in answers}
    assert again == answers


def test_the_language_of_the_browser_decides_at_addresses_without_one(home, client):
    for _ in range(2):
        for tag, language in (("mk", "mk"), ("sq", "sq"), ("xx", "en")):
            answer = client.get("/", headers={"accept-language": tag})
            assert answer["Content-Language"] == language


def test_nothing_of_a_person_is_stored_or_answered_from_the_store(page, client, made):
    user = get_user_model().objects.create_superuser("person", "person@example.org")
    client.force_login(user)
    assert b"wagtail-userbar" in client.get(PATH).content
    client.cookies.clear()
    assert b"wagtail-userbar" not in client.get(PATH).content
    client.force_login(user)
    assert b"wagtail-userbar" in client.get(PATH).content
    assert len(made) == 1


@pytest.mark.parametrize("kind", ["login", "password"])
def test_a_restricted_page_is_not_stored(page, client, stored, kind):
    specimen.restrict(page, kind)
    client.get(PATH)
    client.cookies.clear()
    assert PATH not in stored


def test_what_its_view_calls_private_is_not_stored(home, stored, rf):
    answer = PageCacheMiddleware(lambda request: HttpResponse(headers={"Cache-Control": "private"}))
    assert answer(rf.get(PATH)).status_code == 200
    assert not stored


def test_no_screen_of_the_admin_is_stored(home, client, stored):
    assert client.get("/admin/login/").status_code == 200
    assert client.get("/admin/sprite/").status_code == 200
    assert not stored


def test_what_is_not_found_is_not_stored(home, client, stored):
    for number in range(5):
        assert client.get(f"/en/made-up-{number}/").status_code == 404
    assert not stored


def test_the_web_server_keeps_for_a_second_what_everybody_gets(page, client):
    asked = {CAPABILITY_HEADER: CAPABILITY}

    def is_kept(path: str, **headers: str) -> bool:
        answer = client.get(path, headers={**asked, **headers})
        return answer.get("X-Accel-Expires", "").startswith("@")

    etag = client.get(PATH)["ETag"]
    whole_file = "/sitemap.xml"
    for _ in range(2):
        assert is_kept(PATH)
        assert is_kept(whole_file)
        assert is_kept(PATH, **{"if-none-match": etag})  # nginx asks whether it may keep it longer
    assert not is_kept("/en/nothing/")
    assert not is_kept("/admin/login/")
    for path in (PATH, whole_file):
        assert "X-Accel-Expires" not in client.get(path)
    specimen.restrict(page, "password")
    assert not is_kept(PATH)


def test_a_host_in_another_spelling_fills_no_store(page, client, settings, stored):
    settings.ALLOWED_HOSTS = ["example.org"]
    for host in ("example.org", "Example.org", "EXAMPLE.ORG"):
        assert client.get(PATH, headers={"host": host}).status_code == 200
    assert stored == [PATH]


def test_the_store_keeps_what_was_used_last_within_its_room():
    store = AnswerStore(3 * (OVERHEAD + 10))
    answer = StoredAnswer((), b"x" * 10)
    for key in "abc":
        store.put(key, answer)
    store.get("a")
    store.put("d", answer)
    assert [key for key in "abcd" if store.get(key)] == ["a", "c", "d"]
    store.put("huge", StoredAnswer((), b"x" * 10**6))
    assert store.get("huge") is None
    assert store.get("a")


def test_one_request_makes_a_page_and_the_others_get_it(page, client, made):
    client.get("/en/")  # loads the middleware
    made.clear()
    barrier = threading.Barrier(4)
    statuses = []

    def read() -> None:
        from django.db import connection

        try:
            barrier.wait()
            statuses.append(client.get(PATH).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 4
    assert made == [PATH]


def test_what_two_threads_note_of_one_address_is_kept():
    """Both are let past the reading of what is known, unless one waits for the other."""
    barrier = threading.Barrier(2)

    class SlowQuery(ObservedQuery):
        @property
        def is_read_entirely(self) -> bool:
            with suppress(threading.BrokenBarrierError):
                barrier.wait(timeout=0.5)
            return False

        @is_read_entirely.setter
        def is_read_entirely(self, value: bool) -> None:
            pass

    answers = ContentStateAnswers(ContentState(1, timezone.now()))
    address = AddressKey("https", "example.org", "/en/search/")

    def put(name: str) -> None:
        query = SlowQuery(f"{name}=2")
        assert query[name]
        meta = {"QUERY_STRING": query.urlencode()}
        answers.put(address, meta, query, (), StoredAnswer((), name.encode()))

    threads = [threading.Thread(target=put, args=[name]) for name in ("page", "q")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.find(address, {"QUERY_STRING": ""}) is None
    for name in ("page", "q"):
        assert answers.find(address, {"QUERY_STRING": f"{name}=2"}).body == name.encode()
