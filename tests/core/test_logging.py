"""What readers ask for is in no log."""

import logging
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client
from django.utils.log import AdminEmailHandler

from core.logging import WithoutQuestions
from search import views
from states import views as contacts_views

pytestmark = pytest.mark.django_db

SECRET = "kangaroo"
ADDRESS = f"/en/search/?q={SECRET}"


def leaves_questions_out(handler: logging.Handler) -> bool:
    return any(isinstance(item, WithoutQuestions) for item in handler.filters)


@pytest.fixture
def written(monkeypatch):
    """What the configured handlers write from here on."""
    stream = StringIO()
    for name in ("", *settings.LOGGING["loggers"]):
        for handler in logging.getLogger(name).handlers:
            if leaves_questions_out(handler):
                monkeypatch.setattr(handler, "stream", stream)
    return stream


@pytest.fixture
def reader():
    """A reader who gets the page that says that something went wrong."""
    return Client(raise_request_exception=False)


def test_every_handler_leaves_questions_out():
    assert all(
        handler["filters"] == ["without questions"]
        for handler in settings.LOGGING["handlers"].values()
    )


@pytest.mark.parametrize("name", ["django", "django.request", "django.server", "django.security"])
def test_no_handler_mails_whole_requests(name):
    handlers = logging.getLogger(name).handlers
    assert not [handler for handler in handlers if isinstance(handler, AdminEmailHandler)]


def test_an_error_is_logged_by_its_type_and_place_alone(reader, written, monkeypatch):
    def fail(question, *args, **kwargs):
        try:
            raise ValueError(f"no such token: {question.text}")
        except ValueError as error:
            raise RuntimeError(f"cannot answer {question.text}") from error

    monkeypatch.setattr(views, "answer", fail)
    assert reader.get(ADDRESS).status_code == 500
    text = written.getvalue()
    assert "Internal Server Error: /en/search/" in text
    assert "builtins.ValueError" in text
    assert "builtins.RuntimeError" in text
    assert "raise RuntimeError" in text
    assert SECRET not in text


def test_an_error_behind_a_choice_of_country_does_not_say_which(reader, written, monkeypatch):
    def fail():
        raise RuntimeError(f"no such country: {SECRET}")

    monkeypatch.setattr(contacts_views, "states_in_order", fail)
    assert reader.get(f"/en/contacts-by-country/?state={SECRET}&language=mk").status_code == 500
    assert "Internal Server Error: /en/contacts-by-country/" in written.getvalue()
    assert "builtins.RuntimeError" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_an_error_behind_a_plain_address_keeps_its_message(reader, written, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(views, "render", fail)
    assert reader.get("/en/search/").status_code == 500
    assert "RuntimeError: the disk is full" in written.getvalue()


@pytest.mark.parametrize(
    "path", [f"/en/nowhere/?q={SECRET}", f"/en/search/nowhere/?q={SECRET}&page=2"]
)
def test_a_page_that_does_not_exist_is_logged_without_its_question(client, written, path):
    assert client.get(path).status_code == 404
    assert "Not Found: /en/" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_a_request_for_another_host_is_logged_without_its_question(client, written, settings):
    settings.ALLOWED_HOSTS = ["example.org"]
    assert client.get(ADDRESS, headers={"host": "elsewhere.example"}).status_code == 400
    assert "elsewhere.example" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_the_server_of_developers_leaves_questions_out(written):
    line = '"%s" %s %s'
    arguments = (f"GET {ADDRESS}%20jump&year=2015 HTTP/1.1", "200", "1234")
    logging.getLogger("django.server").info(line, *arguments, extra={"server_time": "noon"})
    assert written.getvalue() == '[noon] "GET /en/search/?… HTTP/1.1" 200 1234\n'


def test_the_web_server_s_errors_leave_questions_out_and_its_warnings_are_off(written):
    log = logging.getLogger("gunicorn.error")
    log.warning(f"Invalid request from ip=192.0.2.1: 'GET {ADDRESS} jumps'")
    assert written.getvalue() == ""
    try:
        raise ValueError(SECRET)
    except ValueError:
        log.exception("Error handling request %s", ADDRESS)
    assert "Error handling request /en/search/?…" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_a_question_mark_in_a_sentence_is_no_query(written):
    logging.getLogger("site").warning("Is it there? %s", "No.")
    assert written.getvalue() == "Is it there? No.\n"
