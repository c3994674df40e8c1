"""The checks of a running installation, in the order in which they are made.

Each returns what it has measured, and raises ``AssertionError`` if something is wrong.
"""

import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from http.client import IncompleteRead

from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import streamfield

from home.models import ContentPage
from tests.services import postgresql

from .editing import (
    PASSWORD,
    change_page,
    create_editor,
    publish_page,
    source_home,
    upload_picture,
)
from .installation import CERTIFICATE, HOST, ROOT, WEB_PORTS, Installation
from .kept_answers import answers_of_nginx
from .site_client import SiteClient

READERS = 4
PATIENCE = 30  # seconds in which a worker has to have done its job


def code_without_connection(site: Installation) -> str:
    """The code is loaded before the workers are forked, and opens no connection that they share"""
    code = "import cms.wsgi; from django.db import connection; print(connection.connection)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, env=site.environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "None\n", done.stdout
    return "none is open"


def tls_and_http2(site: Installation) -> str:
    """TLS with HTTP/2, a redirect to it, and no answer for another name"""
    context = ssl.create_default_context(cafile=site.folder / CERTIFICATE)
    context.set_alpn_protocols(["h2"])
    address = HOST, site.ports["443"]
    with (
        socket.create_connection(address) as plain,
        context.wrap_socket(plain, server_hostname=HOST) as opened,
    ):
        assert opened.selected_alpn_protocol() == "h2"
        version = opened.version()
    try:
        with socket.create_connection(address) as plain:
            context.wrap_socket(plain, server_hostname="other.example.org")
    except ssl.SSLCertVerificationError as error:
        raise AssertionError("Another name got a certificate.") from error
    except ssl.SSLError:
        pass
    answer = SiteClient(site, scheme="http").get("/en/")
    assert (answer.status, answer.headers["Location"]) == (301, f"{site.address}/en/")
    return f"{version}, h2"


def edit_on_one_read_on_the_other(site: Installation) -> str:
    """A page that is published by one process is read from the other at once"""
    first, second = (SiteClient(site, port) for port in WEB_PORTS)
    first.sign_in(create_editor(), PASSWORD)
    page = publish_page(first, "checked", title="Written by the first")
    assert "Written by the first" in second.get("/en/checked/").text
    # The session holds in the other process, too.
    other = SiteClient(site, WEB_PORTS[1], others=first)
    change_page(other, page, title="Changed by the second")
    assert "Changed by the second" in SiteClient(site, WEB_PORTS[0]).get("/en/checked/").text
    picture = upload_picture(first, "Uploaded to the first")
    block = {"image": str(picture.pk), "alternative_text": "A hall", "caption": ""}
    change_page(first, page, body=streamfield([("picture", block)]))
    image = second.get("/en/checked/").soup.select_one("main img")
    shown = SiteClient(site).get(image["src"])
    assert shown.status == 200, f"{image['src']}: {shown.status}"
    assert shown.headers["Content-Type"].startswith("image/")
    return "a page, its change, a picture"


def worker_does_jobs(site: Installation) -> str:
    """What was published is found by search, after the worker has indexed it"""
    reader, started = SiteClient(site), time.monotonic()
    while "/en/checked/" not in reader.get("/en/search/?q=changed").text:
        assert time.monotonic() - started < PATIENCE, "The search does not find the page."
        time.sleep(1)
    return f"after {time.monotonic() - started:.0f} s at most"


def restarted_database(site: Installation) -> str:
    """PostgreSQL is restarted: the next requests succeed, and the worker goes on"""
    postgresql.restart(site.database_url)
    connection.close()
    for port in WEB_PORTS:
        statuses = [SiteClient(site, port).get(path).status for path in ("/en/", "/ready")]
        assert statuses == [200, 200], f"{port}: {statuses}"
    page = ContentPage(title="Restarted", slug="restarted", locale=source_home().locale)
    source_home().add_child(instance=page)
    page.save_revision().publish()
    waiting, started = DBTaskResult.objects.ready(), time.monotonic()
    count = waiting.count()
    assert count, "The publication has enqueued nothing."
    while waiting.exists():
        assert time.monotonic() - started < PATIENCE, "The worker does nothing."
        time.sleep(0.1)
    return f"{count} tasks done after {time.monotonic() - started:.0f} s at most"


def scheduled_publication_once(site: Installation) -> str:
    """Two machines run publish_scheduled at once: one publication"""
    due = timezone.now() + timedelta(seconds=1)
    page = ContentPage(title="Due", slug="due", summary="S", live=False, go_live_at=due)
    page.locale = source_home().locale
    source_home().add_child(instance=page)
    page.save_revision().publish()
    assert SiteClient(site).get("/en/due/").status == 404
    time.sleep(1)
    command = [sys.executable, "manage.py", "publish_scheduled"]
    runs = [subprocess.Popen(command, cwd=ROOT, env=site.environment) for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert SiteClient(site).get("/en/due/").status == 200
    entries = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled")
    assert entries.count() == 1, f"{entries.count()} publications"
    return "1 publication"


def stopped_redis(site: Installation) -> str:
    """Without Redis, pages and the sign-in form are there"""
    site.stop("redis")
    reader = SiteClient(site)
    started = time.monotonic()
    assert [reader.get(path).status for path in ("/en/", "/admin/login/")] == [200, 200]
    return f"both in {time.monotonic() - started:.1f} s"


def kill_under_load(site: Installation) -> str:
    """One process is killed and started, the other is stopped and started: readers go on reading"""
    is_over, times = threading.Event(), []
    # An answer that the killed process was sending breaks off: nobody can send the rest of it.
    errors, broken_off = [], []

    def read() -> None:
        reader = SiteClient(site)
        while not is_over.is_set():
            started = time.monotonic()
            try:
                # What nginx has not kept.
                status = reader.get(f"/en/checked/?at={started}").status
            except IncompleteRead as error:
                broken_off.append(repr(error))
            except Exception as error:
                errors.append(repr(error))
            else:
                errors.extend([str(status)] if status != 200 else [])
                times.append(time.monotonic() - started)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        time.sleep(3)
        for port, end in zip(WEB_PORTS, (site.kill, site.stop), strict=True):
            end(port)
            time.sleep(3)
            site.start_web(port)
            time.sleep(3)
    finally:
        is_over.set()
        for reader in readers:
            reader.join()
    assert not errors, f"{len(errors)} of {len(times)} failed: {sorted(set(errors))}"
    assert len(broken_off) <= READERS, f"{len(broken_off)} answers broke off"
    return f"{len(times)} pages, {len(broken_off)} broke off, the slowest {max(times):.1f} s"


def logs_without_readers(site: Installation) -> str:
    """No log of nginx has the address of a reader, or what was searched for"""
    SiteClient(site).get("/en/search/?q=secretword")
    names = ("natc.log", "natc-error.log")
    logs = "".join((site.folder / name).read_text() for name in names)
    assert "/en/search/" in logs
    assert not [word for word in ("secretword", "127.0.0.1", "::1") if word in logs]
    return f"{len(logs.splitlines())} lines"


CHECKS: list[Callable[[Installation], str]] = [
    code_without_connection,
    tls_and_http2,
    edit_on_one_read_on_the_other,
    answers_of_nginx,
    worker_does_jobs,
    restarted_database,
    scheduled_publication_once,
    stopped_redis,
    kill_under_load,
    logs_without_readers,
]
