"""No log contains query strings."""

import logging
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client
from django.utils.log import AdminEmailHandler

from core.logging import QueryStringFilter
from search import views
from states import views as contacts_views

pytestmark = pytest.mark.django_db

SECRET = "kangaroo"
ADDRESS = f"/en/search/?q={SECRET}"


def removes_query_strings(handler: logging.Handler) -> bool:
    return any(isinstance(item, QueryStringFilter) for item in handler.filters)


@pytest.fixture
def written(monkeypatch):
    """Collect what the configured handlers write."""
    stream = StringIO()
    for name in ("", *settings.LOGGING["loggers"]):
        for handler in logging.getLogger(name).handlers:
            if removes_query_strings(handler):
                monkeypatch.setattr(handler, "stream", stream)
    return stream


@pytest.fixture
def reader():
    """A client that gets the 500 page instead of the exception."""
    return Client(raise_request_exception=False)


def test_every_handler_removes_query_strings():
    assert all(
        handler["filters"] == ["remove query strings"]
        for handler in settings.LOGGING["handlers"].values()
    )


@pytest.mark.parametrize("name", ["django", "django.request", "django.server", "django.security"])
def test_no_handler_mails_whole_requests(name):
    handlers = logging.getLogger(name).handlers
    assert not [handler for handler in handlers if isinstance(handler, AdminEmailHandler)]


def test_an_error_is_logged_with_type_and_traceback_only(reader, written, monkeypatch):
    def fail(question, *args, **kwargs):
        try:
            raise ValueError(f"no such token: {question.text}")
        except ValueError as error:
            raise RuntimeError(f"cannot search_pages {question.text}") from error

    monkeypatch.setattr(views, "search_pages", fail)
    assert reader.get(ADDRESS).status_code == 500
    text = written.getvalue()
    assert "Internal Server Error: /en/search/" in text
    assert "builtins.ValueError" in text
    assert "builtins.RuntimeError" in text
    assert "raise RuntimeError" in text
    assert SECRET not in text


def test_an_error_after_the_choice_of_a_country_is_logged_without_it(reader, written, monkeypatch):
    def fail():
        raise RuntimeError(f"no such country: {SECRET}")

    monkeypatch.setattr(contacts_views, "designations", fail)
    assert reader.get(f"/en/contacts-by-country/?state={SECRET}&language=mk").status_code == 500
    assert "Internal Server Error: /en/contacts-by-country/" in written.getvalue()
    assert "builtins.RuntimeError" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_an_error_for_a_url_without_a_query_keeps_its_message(reader, written, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(views, "render", fail)
    assert reader.get("/en/search/").status_code == 500
    assert "RuntimeError: the disk is full" in written.getvalue()


@pytest.mark.parametrize(
    "path", [f"/en/nowhere/?q={SECRET}", f"/en/search/nowhere/?q={SECRET}&page=2"]
)
def test_a_missing_page_is_logged_without_the_query_string(client, written, path):
    assert client.get(path).status_code == 404
    assert "Not Found: /en/" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_a_request_for_another_host_is_logged_without_the_query_string(client, written, settings):
    settings.ALLOWED_HOSTS = ["example.org"]
    assert client.get(ADDRESS, headers={"host": "elsewhere.example"}).status_code == 400
    assert "elsewhere.example" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_the_development_server_logs_no_query_strings(written):
    line = '"%s" %s %s'
    arguments = (f"GET {ADDRESS}%20jump&year=2015 HTTP/1.1", "200", "1234")
    logging.getLogger("django.server").info(line, *arguments, extra={"server_time": "noon"})
    assert written.getvalue() == '[noon] "GET /en/search/?… HTTP/1.1" 200 1234\n'


def test_errors_of_the_web_server_have_no_query_strings_and_its_warnings_are_off(written):
    log = logging.getLogger("gunicorn.error")
    log.warning(f"Invalid request from ip=192.0.2.1: 'GET {ADDRESS} jumps'")
    assert written.getvalue() == ""
    try:
        raise ValueError(SECRET)
    except ValueError:
        log.exception("Error handling request %s", ADDRESS)
    assert "Error handling request /en/search/?…" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_a_question_mark_in_a_sentence_is_kept(written):
    logging.getLogger("site").warning("Is it there? %s", "No.")
    assert written.getvalue() == "Is it there? No.\n"
