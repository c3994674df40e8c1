"""Checks of what nginx answers by itself (``deploy/nginx/cache.conf``), and for how long."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from wagtail.models import PageViewRestriction

from page_cache.web_server import CAPABILITY, CAPABILITY_HEADER

from .editing import PASSWORD, change_page, publish_page
from .installation import WEB_PORTS, Installation
from .site_client import Answer, SiteClient

PATH = "/en/kept/"
HEADER = "X-Accel-Expires"
SECOND = 1.05  # seconds, as the clock of the machine is read a little late
ATTEMPTS = 20  # on a busy machine, the second may be over before the page is asked for again
SHORT = 0.5  # seconds in which nginx answers what it has


def answers_of_nginx(site: Installation) -> str:
    """nginx answers by itself until the second is over; then a change and a restriction are seen"""
    reader, editor = SiteClient(site), SiteClient(site)
    editor.sign_in("editor", PASSWORD)
    page = publish_page(editor, "kept", title="Kept by nginx")
    attempts = 1
    while not _answered_alone(site):
        attempts += 1
        assert attempts <= ATTEMPTS, "The second request has reached the application."
    with _hung(site):
        assert _quick_answer(editor, PATH) is None, "A signed-in person got what was kept."
    change_page(editor, page, title="Changed behind nginx")
    time.sleep(SECOND)
    assert "Changed behind nginx" in reader.get(PATH).text
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    time.sleep(SECOND)
    assert [reader.get(PATH).status for _ in range(3)] == [302, 302, 302]
    restriction.delete()
    time.sleep(SECOND)
    assert reader.get(PATH).status == 200
    _check_headers(site)
    _check_files(site, reader)
    return f"attempt {attempts}"


def _answered_alone(site: Installation) -> bool:
    """Whether nginx answers within the same second while both web servers hang."""
    reader = SiteClient(site)
    reader.get(PATH)
    time.sleep(1 - time.time() % 1)
    reader.get(PATH)
    with _hung(site):
        answer = _quick_answer(reader, PATH)
    return answer is not None and answer.status == 200


@contextmanager
def _hung(site: Installation) -> Iterator[None]:
    for port in WEB_PORTS:
        site.signal(port, signal.SIGSTOP)
    try:
        yield
    finally:
        for port in WEB_PORTS:
            site.signal(port, signal.SIGCONT)


def _quick_answer(client: SiteClient, path: str) -> Answer | None:
    client.connection.close()
    timeout, client.connection.timeout = client.connection.timeout, SHORT
    try:
        return client.get(path)
    except TimeoutError:
        return None
    finally:
        client.connection.timeout = timeout


def _check_headers(site: Installation) -> None:
    """The header is for nginx alone, and only where everybody gets the same."""
    asked_by_nginx = {CAPABILITY_HEADER: CAPABILITY}
    for path in (PATH, "/en/feed.atom", "/en/meetings/calendar.ics", "/sitemap.xml"):
        for _ in range(3):
            assert HEADER not in SiteClient(site).get(path).headers, path
        web = SiteClient(site, WEB_PORTS[0])
        assert HEADER not in web.get(path).headers, path
        assert web.get(path, **asked_by_nginx).headers[HEADER].startswith("@"), path
    for path in ("/admin/login/", "/en/nothing/", "/en"):
        web = SiteClient(site, WEB_PORTS[0])
        assert HEADER not in web.get(path, **asked_by_nginx).headers, path


def _check_files(site: Installation, reader: SiteClient) -> None:
    """What nginx keeps has neither the words of searches nor anything of the admin."""
    for path in ("/en/search/?q=secretword", "/admin/login/", "/en/?made-up=once"):
        reader.get(path)
    files = (file for file in (site.folder / "answers").rglob("*") if file.is_file())
    kept = b"".join(file.read_bytes() for file in files)
    assert PATH.encode() in kept
    assert not [word for word in (b"secretword", b"/admin/", b"made-up") if word in kept]
