"""What is stored is sent before Django makes a request of what a reader asks."""

import pytest
from django.test import Client
from wagtail.models import Page

from cms.health.middleware import CHECKS_BY_PATH
from page_cache import freshness
from page_cache.freshness import content_freshness
from page_cache.web_server import CAPABILITY
from tests import specimens as specimen

from .wsgi_reader import WsgiReader

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.each_database]

PATH = "/en/about/"


@pytest.fixture
def page(home):
    return specimen.content(home, summary="Who we are.")


@pytest.fixture
def reader(page) -> WsgiReader:
    return WsgiReader()


def test_the_second_answer_is_the_first_one_and_what_django_makes(
    reader, django_assert_num_queries
):
    first = reader.get(PATH)
    with django_assert_num_queries(0):
        second = reader.get(PATH)
    assert second == first
    assert reader.passed_on == 1
    made = Client().get(PATH)
    assert second == ("200 OK", dict(made.headers), made.content)


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "sessionid=1"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
        {"HTTP_IF_NONE_MATCH": '"other"'},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_X_FORWARDED_PROTO": "gopher"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
    ],
    ids=str,
)
def test_what_may_get_another_answer_is_passed_on(reader, environ):
    reader.get(PATH)
    reader.get(PATH, **environ)
    assert reader.passed_on == 2


def test_what_is_stored_for_one_scheme_is_not_sent_for_another(reader, settings):
    settings.SECURE_SSL_REDIRECT = True
    reader = WsgiReader()
    for _ in range(2):
        secure = reader.get(PATH, HTTP_X_FORWARDED_PROTO="https")
        assert secure.status == "200 OK"
        assert reader.get(PATH).status == "301 Moved Permanently"
        # Of a second proxy; the first one has spoken to the reader.
        assert reader.get(PATH, HTTP_X_FORWARDED_PROTO="https, http") == secure
    assert reader.passed_on == 3


@pytest.mark.parametrize("path", [*CHECKS_BY_PATH, "/admin/login/", "/en/nothing/"])
def test_what_is_not_stored_is_passed_on_each_time(reader, path):
    for _ in range(2):
        reader.get(path)
    assert reader.passed_on == 2


def test_a_process_is_alive_without_its_database(reader, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert reader.get("/live").status == "200 OK"


def test_parameters_that_a_page_reads_are_kept_apart(reader):
    one, other = (reader.get(f"/en/search/?q={query}").body for query in ("who", "nothing"))
    assert one != other
    for _ in range(2):
        assert reader.get("/en/search/?q=who&utm=1").body == one
        assert reader.get("/en/search/?q=nothing").body == other
    assert reader.passed_on == 2


def test_the_web_server_is_told_how_long_it_may_send_an_answer(reader):
    for _ in range(2):
        answer = reader.get(PATH, HTTP_SURROGATE_CAPABILITY=CAPABILITY)
        assert answer.headers["X-Accel-Expires"].startswith("@")
    assert reader.passed_on == 1
    assert "X-Accel-Expires" not in reader.get(PATH).headers


def test_the_next_answer_of_each_process_shows_a_change(page, reader):
    readers = (reader, WsgiReader())
    for process in readers:
        process.get(PATH)
    page.title = "Another title"
    page.save_revision().publish()
    for process in readers:
        assert b"Another title" in process.get(PATH).body
    specimen.restrict(page, "login")
    for process in readers:
        assert process.get(PATH).status == "302 Found"


def test_django_asks_the_database_again_once_the_second_is_over(page, reader, monkeypatch):
    reader.get(PATH)
    # The process that has changed it was killed after its commit.
    monkeypatch.setattr("page_cache.changes.announce_change", lambda: None)
    Page.objects.filter(pk=page.pk).update(title="Another title")
    assert b"Another title" not in reader.get(PATH).body
    monkeypatch.setattr(freshness, "CHECK_AFTER", 0)
    assert b"Another title" in reader.get(PATH).body


def test_no_answer_is_sent_after_its_moment(page, reader, monkeypatch):
    reader.get(PATH)
    midnight = content_freshness.state().ends_at
    monkeypatch.setattr("django.utils.timezone.now", lambda: midnight)
    reader.get(PATH)
    assert reader.passed_on == 2


def test_nothing_is_stored_where_that_is_switched_off(reader, settings):
    settings.PAGE_CACHE_BYTES = 0
    for _ in range(2):
        assert reader.get(PATH).status == "200 OK"
    assert reader.passed_on == 2
