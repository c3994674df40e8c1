"""Signing in: one way in, the same answer for every mistake, and a limit on guessing."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.core.internal import ratelimit
from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache import cache, caches
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.addresses import addresses

from .conftest import LOGIN, PASSWORD, is_signed_in, sign_in

pytestmark = pytest.mark.django_db

RESET = "/admin/password_reset/"
REFUSED = "Too many failed login attempts. Try again later."
GUESSES_AT_AN_ACCOUNT, GUESSES_FROM_AN_ADDRESS = 5, 10


def answer(response) -> str:
    """Return the text of a response, without what was typed."""
    main = BeautifulSoup(response.content, "html.parser").main
    return main.get_text(" ", strip=True)


def later(monkeypatch, seconds: int) -> None:
    now = time.time() + seconds
    monkeypatch.setattr(ratelimit.time, "time", lambda: now)


def test_who_signs_in_comes_to_where_they_wanted_to_go(client, ana):
    refused = client.get("/admin/pages/")
    assert refused.url == f"{LOGIN}?next=/admin/pages/"
    page = BeautifulSoup(client.get(refused.url).content, "html.parser")
    target = page.select_one("form.login-form [name=next]")["value"]
    data = {"login": "ana", "password": PASSWORD, "next": target}
    assert client.post(LOGIN, data).url == "/admin/pages/"


def test_who_has_lost_access_can_sign_in_as_somebody_else(client, ana):
    sign_in(client, "ana")
    ana.groups.clear()
    refused = client.get("/admin/", follow=True)
    assert "You do not have permission to access the admin." in answer(refused)
    assert refused.status_code == 200


def test_nobody_is_sent_to_another_site(client, ana):
    assert sign_in(client, "ana", QUERY_STRING="next=https://example.org/").url == "/admin/"


def test_an_unknown_name_and_a_wrong_password_have_the_same_answer(client, ana):
    wrong = answer(sign_in(client, "ana", "a wrong guess"))
    assert wrong == answer(sign_in(client, "nobody", "a wrong guess"))
    ana.is_active = False
    ana.save()
    assert wrong == answer(sign_in(client, "ana"))
    assert not is_signed_in(client)


def test_an_account_is_closed_to_every_address_after_wrong_guesses(client, ana, monkeypatch):
    for guess in range(GUESSES_AT_AN_ACCOUNT):
        sign_in(client, "Ana" if guess % 2 else "ana", "a wrong guess")
    cache.clear()  # that of one process
    assert REFUSED in answer(sign_in(client, "ana"))
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert REFUSED in answer(sign_in(elsewhere, "ana"))
    later(monkeypatch, 301)
    assert sign_in(elsewhere, "ana").url == "/admin/"


def test_an_address_may_not_guess_at_one_account_after_the_other(client, ana):
    for number in range(GUESSES_FROM_AN_ADDRESS):
        sign_in(client, f"person-{number}", "a wrong guess")
    assert REFUSED in answer(sign_in(client, "ana"))
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), "ana").url == "/admin/"


def test_the_client_is_not_who_it_says_to_be(client, ana, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(GUESSES_FROM_AN_ADDRESS):
        invented = {"x-forwarded-for": f"203.0.113.{number}, 192.0.2.7"}
        sign_in(client, f"person-{number}", "a wrong guess", headers=invented)
    from_there = {"x-forwarded-for": "192.0.2.7"}
    assert REFUSED in answer(sign_in(client, "ana", headers=from_there))


def test_allauth_keeps_everything_in_the_cache_of_all_processes():
    from allauth.mfa.totp.internal import auth

    for module in (ratelimit, auth):
        module.cache.set("key", module.__name__)
        assert caches["accounts"].get("key") == module.__name__
        assert cache.get("key") is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_counted(ana):
    def guess(number: int) -> str:
        try:
            return answer(sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), "ana", "a wrong guess"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(guess, range(12)))
    assert sum(REFUSED not in text for text in answers) <= GUESSES_AT_AN_ACCOUNT


def test_no_other_address_lets_anybody_in(client, ana):
    """Whatever a view may call the name and the password."""
    data = {
        **dict.fromkeys(("login", "username", "email", "user", "name"), "ana"),
        **dict.fromkeys(("password", "password1", "password2", "old_password"), PASSWORD),
    }
    opened = []
    for name, path in addresses():
        path = re.sub(r"\{\w+\}", "1", path)
        if name in ("account_login", "wagtailadmin_login"):
            continue
        client.post(path, data)
        if is_signed_in(client):
            opened.append(path)
            client.logout()
    assert not opened
    assert sign_in(client, "ana").url == "/admin/"


def test_the_addresses_of_wagtail_lead_here(client):
    assert reverse("wagtailadmin_login") == reverse("account_login") == LOGIN
    assert reverse("wagtailadmin_password_reset") == reverse("account_reset_password")
    link = client.get("/mk/_util/login/?next=/mk/private/")
    assert link.url == f"{LOGIN}?next=/mk/private/"
    assert client.get("/admin/password_reset/confirm/MQ/set-password/").status_code == 404


def test_nobody_signs_up():
    names = {name for name, path in addresses()}
    assert "account_login" in names
    assert not {name for name in names if "signup" in name or "socialaccount" in name}


# A forgotten password


def links() -> list[str]:
    return re.findall(
        r"/admin/password_reset/\S+/", "".join(message.body for message in mail.outbox)
    )


def choose_password(client: Client, link: str, password: str):
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def test_a_person_chooses_a_new_password_and_must_then_sign_in(client, ana):
    client.post(RESET, {"email": "ANA@example.org"})
    [link] = links()
    assert choose_password(client, link, "another long password").status_code == 302
    assert not is_signed_in(client)
    assert sign_in(client, "ana", "another long password").url == "/admin/"
    assert choose_password(Client(), link, "yet another password").status_code == 200, "used"


@pytest.mark.parametrize("password", ["short", "password1234", "anaexample.org"])
def test_a_password_that_is_easily_guessed_is_refused_in_the_language(client, ana, password):
    client.post(RESET, {"email": "ana@example.org"})
    [link] = links()
    form = client.get(link, follow=True, headers={"accept-language": "mk"})
    refused = client.post(
        form.request["PATH_INFO"],
        {"password1": password, "password2": password},
        headers={"accept-language": "mk"},
    )
    [error, *_] = refused.context["form"].errors["password1"]
    assert re.search("[а-ш]{3}", error)


def test_a_link_expires(client, ana, settings):
    client.post(RESET, {"email": "ana@example.org"})
    [link] = links()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert choose_password(client, link, "another long password").status_code == 200


def test_the_answer_does_not_show_whether_an_account_exists(client, ana, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    answers, statements = [], []
    for email in ("warm-up@example.org", "ana@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            answers.append(client.post(RESET, {"email": email}, follow=True))
        statements.append([re.sub(r"'[^']*'|\d+", "", query["sql"]) for query in queries])
    assert answer(answers[1]) == answer(answers[2])
    assert len(statements[1]) == len(statements[2])
    assert not mail.outbox, "a worker sends it"


def test_links_are_not_sent_without_end(client, ana):
    for _ in range(6):
        last = client.post(RESET, {"email": "ana@example.org"})
    assert last.status_code == 429
    assert "Too many attempts" in answer(last)
    assert len(links()) == 5
