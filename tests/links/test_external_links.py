"""Links to other sites: which are collected, how they are asked, and what the report says."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from links import external_requests
from links.actions import CheckExternalAddress, CheckExternalAddresses, CollectExternalAddresses
from links.choices import LinkOutcome
from links.external_requests import ask, is_public_address
from links.models import ExternalAddress, LinkSettings
from tests import specimens as specimen
from tests.public_pages import element_text
from translation.models import Team

pytestmark = pytest.mark.django_db

REPORT = reverse("broken_link_report")


class OtherSite(BaseHTTPRequestHandler):
    """A site whose paths begin with the status that they answer with."""

    requests: list[tuple[str, str, str]] = []

    def do_GET(self):
        self.requests.append((self.command, self.path, self.headers["User-Agent"]))
        kind, _, target = self.path.removeprefix("/").partition("/")
        if kind == "head-405":
            kind = "405" if self.command == "HEAD" else "200"
        if kind == "circle":
            kind, target = "302", "/circle"
        if kind == "slow":
            threading.Event().wait(2)
            return
        self.send_response(int(kind))
        if target:
            self.send_header("Location", target)
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - the name that http.server expects

    def log_message(self, *args):
        pass


@pytest.fixture
def other_site(monkeypatch):
    """The address of another site. It is on this machine, which normally is refused."""
    monkeypatch.setattr(external_requests, "is_public_address", lambda address: True)
    monkeypatch.setattr(OtherSite, "requests", [])
    server = ThreadingHTTPServer(("127.0.0.1", 0), OtherSite)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def checking(db) -> LinkSettings:
    return LinkSettings.objects.create(checks_other_sites=True)


def address(url: str, **values) -> ExternalAddress:
    return ExternalAddress.objects.create(url=url, **values)


def broken(url: str, **values) -> ExternalAddress:
    now = timezone.now()
    known = {"outcome": LinkOutcome.NOT_FOUND, "status": 404, "failures": 1, "failing_since": now}
    return address(url, **{**known, "checked_at": now - timedelta(days=1), **values})


# How an address is asked


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/200", LinkOutcome.ANSWERS, 200),
        ("/302//200", LinkOutcome.ANSWERS, 200),
        ("/head-405", LinkOutcome.ANSWERS, 200),
        ("/403", LinkOutcome.ANSWERS, 403),
        ("/429", LinkOutcome.ANSWERS, 429),
        ("/404", LinkOutcome.NOT_FOUND, 404),
        ("/301//410", LinkOutcome.NOT_FOUND, 410),
        ("/503", LinkOutcome.SERVER_ERROR, 503),
        ("/302//302", LinkOutcome.ANSWERS, 302),
        ("/302/ftp://example.org/", LinkOutcome.INVALID, None),
        ("/302/file:///etc/passwd", LinkOutcome.INVALID, None),
    ],
)
def test_an_address_answers_or_not(other_site, path, outcome, status):
    assert ask(f"{other_site}{path}") == (outcome, status)


def test_redirects_in_a_circle_are_an_error(other_site):
    assert ask(f"{other_site}/circle").outcome == LinkOutcome.SERVER_ERROR
    assert len(OtherSite.requests) == external_requests.MAX_REDIRECTS + 1


def test_the_site_names_itself_and_asks_for_the_head_first(other_site):
    ask(f"{other_site}/404")
    assert [(method, path) for method, path, _agent in OtherSite.requests] == [
        ("HEAD", "/404"),
        ("GET", "/404"),
    ]
    assert settings.SITE_ADDRESS in OtherSite.requests[0][2]


def test_a_site_that_is_too_slow_does_not_answer(other_site, monkeypatch):
    monkeypatch.setattr(external_requests, "MAX_DURATION", 0.1)
    assert ask(f"{other_site}/slow").outcome == LinkOutcome.NO_ANSWER


def test_a_closed_port_does_not_answer(monkeypatch):
    monkeypatch.setattr(external_requests, "is_public_address", lambda address: True)
    assert ask("http://127.0.0.1:1/").outcome == LinkOutcome.NO_ANSWER


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "http://",
        "http://[::1",
        "http://a b/",
        "http://a..b/",
        "http://x:99999/",
        "javascript:alert(1)",
        "http://" + "a" * 70 + ".org/",
    ],
)
def test_what_is_no_web_address_is_not_asked(url):
    assert ask(url).outcome in (LinkOutcome.INVALID, LinkOutcome.NO_ANSWER)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254"])
def test_the_private_network_is_not_asked(host):
    assert ask(f"http://{host}/").outcome == LinkOutcome.NOT_PUBLIC


def test_a_redirect_to_the_private_network_is_not_followed(other_site, monkeypatch):
    monkeypatch.setattr(
        external_requests, "is_public_address", lambda address: address == "127.0.0.1"
    )
    assert ask(f"{other_site}/302/http://127.0.0.2/200").outcome == LinkOutcome.NOT_PUBLIC


@pytest.mark.parametrize(
    "ip",
    [
        *("0.0.0.0", "100.64.0.1", "172.16.0.1", "192.168.1.1", "224.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"),
        "2002:7f00:1::",
    ],
)
def test_other_network_addresses_are_not_public(ip):
    assert not is_public_address(ip)


@pytest.mark.parametrize("ip", ["193.2.1.66", "2a00:1450:4014:80c::200e"])
def test_public_network_addresses_are_public(ip):
    assert is_public_address(ip)


# Which addresses are collected


def collected() -> dict[str, set[int]]:
    CollectExternalAddresses().execute()
    return {
        item.url: set(item.pages.values_list("pk", flat=True))
        for item in ExternalAddress.objects.all()
    }


def test_links_in_texts_blocks_and_sources_of_live_pages_are_collected(home):
    text = '<p><a href="https://example.org/a?x=1&amp;y=2#part">A</a> <a href="/en/">own</a></p>'
    file = {
        **specimen.file_block(specimen.document()),
        "document": None,
        "url": "https://example.org/b",
    }
    page = specimen.meeting(home, outcome=text, documents=[{"type": "file", "value": file}])
    draft = specimen.meeting(home, slug="draft", outcome='<a href="https://example.org/c">C</a>')
    draft.unpublish()
    assert collected() == {
        "https://example.org/a?x=1&y=2": {page.pk},
        "https://example.org/b": {page.pk},
    }


def test_links_to_the_own_site_and_very_long_ones_are_left_out(home):
    urls = (
        f"{settings.SITE_ADDRESS}/en/",
        settings.SITE_ADDRESS,
        "https://example.org/" + "a" * 900,
    )
    specimen.meeting(home, outcome="".join(f'<a href="{url}">A</a>' for url in urls))
    assert collected() == {}


def test_an_address_that_no_page_has_any_more_is_forgotten(home):
    page = specimen.meeting(home, outcome='<a href="https://example.org/a">A</a>')
    assert list(collected()) == ["https://example.org/a"]
    page.outcome = '<a href="https://example.org/b">A</a>'
    specimen.publish(page)
    assert list(collected()) == ["https://example.org/b"]


def test_collecting_again_keeps_what_is_known_of_an_address(home):
    specimen.meeting(home, outcome='<a href="https://example.org/a">A</a>')
    collected()
    ExternalAddress.objects.update(failures=3)
    collected()
    assert ExternalAddress.objects.get().failures == 3


# When they are checked


def test_an_address_is_broken_since_its_first_failure(other_site):
    known = address(f"{other_site}/503")
    CheckExternalAddress(known).execute()
    first = ExternalAddress.objects.get()
    assert (first.outcome, first.status, first.failures) == ("server-error", 503, 1)
    assert not ExternalAddress.objects.broken().exists()
    CheckExternalAddress(first).execute()
    second = ExternalAddress.objects.broken().get()
    assert second.failing_since == first.failing_since


def test_a_page_that_is_gone_is_broken_at_once_and_whole_when_it_answers(other_site):
    known = broken(f"{other_site}/200")
    assert ExternalAddress.objects.broken().exists()
    CheckExternalAddress(known).execute()
    known.refresh_from_db()
    assert (known.failures, known.failing_since, known.outcome) == (0, None, "answers")


def test_an_address_that_another_process_has_just_asked_is_not_asked_again(other_site):
    known = address(f"{other_site}/200")
    ExternalAddress.objects.update(checked_at=timezone.now())
    assert not CheckExternalAddress(known).execute()
    assert OtherSite.requests == []


def test_only_what_is_due_is_checked(other_site):
    now = timezone.now()
    address(f"{other_site}/200?never")
    address(f"{other_site}/200?week", checked_at=now - timedelta(days=8))
    address(f"{other_site}/200?recent", checked_at=now - timedelta(days=2))
    broken(f"{other_site}/200?broken")
    broken(f"{other_site}/200?hour", checked_at=now - timedelta(hours=1))
    assert CheckExternalAddresses(pause=0).execute() == 3
    asked = {path.partition("?")[2] for _method, path, _agent in OtherSite.requests}
    assert asked == {"never", "week", "broken"}


def test_there_is_a_pause_between_requests_to_one_host(other_site, monkeypatch):
    pauses = []
    monkeypatch.setattr("links.actions.external_addresses.time.sleep", pauses.append)
    monkeypatch.setattr("links.actions.external_addresses.time.monotonic", lambda: 100.0)
    for number in range(3):
        address(f"{other_site}/200?{number}")
    address(f"{other_site.replace('127.0.0.1', 'localhost')}/200")
    CheckExternalAddresses(pause=3).execute()
    assert pauses == [3, 3]


def test_the_nightly_command_asks_nobody_until_it_is_switched_on(home, other_site):
    specimen.meeting(home, outcome=f'<a href="{other_site}/404">A</a>')
    call_command("tend_links", stdout=StringIO())
    assert OtherSite.requests == []
    LinkSettings.objects.create(checks_other_sites=True)
    call_command("tend_links", stdout=StringIO())
    assert ExternalAddress.objects.broken().get().url == f"{other_site}/404"


# The report


def rows(client) -> list:
    response = client.get(REPORT)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select("main tbody tr")


def test_the_report_names_the_pages_with_their_languages(editor_client, home, checking):
    page = specimen.meeting(home)
    section = home.get_children().get(slug="meetings").specific
    for source in (section, page):
        specimen.translate(source, "mk")
    broken("https://example.org/a").pages.set(page.get_translations(inclusive=True))
    address("https://example.org/b")
    [row] = rows(editor_client)
    assert "The page is no longer there (404)" in element_text(row)
    assert "Meeting in Vienna — English, Македонски" in element_text(row)
    assert row.select_one(f"a[href='{reverse('wagtailadmin_pages:edit', args=[page.pk])}']")


def test_an_editor_checks_an_address_again(
    editor_client, checking, other_site, django_capture_on_commit_callbacks
):
    known = broken(f"{other_site}/200")
    url = rows(editor_client)[0].form["action"]
    with django_capture_on_commit_callbacks(execute=True):
        response = editor_client.post(url, follow=True)
    assert "is being checked" in response.content.decode()
    assert rows(editor_client) == []
    known.refresh_from_db()
    assert known.outcome == LinkOutcome.ANSWERS


def test_pressing_the_button_again_sends_no_further_request(
    editor_client, checking, other_site, django_capture_on_commit_callbacks
):
    known = broken(f"{other_site}/404")
    url = reverse("recheck_link", args=[known.pk])
    for _time in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            editor_client.post(url)
    assert [method for method, *_rest in OtherSite.requests] == ["HEAD", "GET"]


def test_nothing_is_asked_while_it_is_switched_off(editor_client, other_site):
    known = broken(f"{other_site}/404")
    response = editor_client.post(reverse("recheck_link", args=[known.pk]), follow=True)
    assert "switched off" in response.content.decode()
    assert OtherSite.requests == []


def test_translators_do_not_use_the_report(client, checking, django_user_model, other_site):
    translator = django_user_model.objects.create_user("translator")
    translator.groups.add(Team.objects.get(locale__language_code="sl").translators)
    client.force_login(translator)
    known = broken(f"{other_site}/404")
    assert client.get(REPORT).status_code == 302
    assert client.post(reverse("recheck_link", args=[known.pk])).status_code == 302
    assert OtherSite.requests == []


def test_the_button_is_no_link(editor_client, checking):
    url = reverse("recheck_link", args=[broken("https://example.org/a").pk])
    assert editor_client.get(url).status_code == 405
    assert editor_client.post(reverse("recheck_link", args=[10**15])).status_code == 404


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_report_is_exported(editor_client, checking, format):
    broken("https://example.org/a")
    assert editor_client.get(REPORT, {"export": format}).status_code == 200


# The last test, because its pages stay until the end of the module.


def test_every_page_type_can_be_searched_for_links(specimens):
    assert all(url.startswith("http") for url in collected())


def test_broken_links_wait_for_an_editor_on_the_start_page(editor_client, home):
    home_url = reverse("wagtailadmin_home")
    heading = "#task-broken_links-section"
    assert not BeautifulSoup(editor_client.get(home_url).content, "html.parser").select(heading)
    broken("https://example.org/gone")
    [task] = BeautifulSoup(editor_client.get(home_url).content, "html.parser").select(heading)
    assert task.select_one("a")["href"] == reverse("broken_link_report")
    assert "https://example.org/gone" in task.get_text()
