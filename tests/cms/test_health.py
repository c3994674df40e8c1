"""What a load balancer and a monitoring system learn of the site."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from wagtail.models import Page

from backup.models import Backup
from cms.health import checks
from tests import specimens as specimen
from worker.models import ALIVE_FOR, WorkerProcess

pytestmark = pytest.mark.django_db


def health(client, path: str = "/health", **headers) -> tuple[int, dict]:
    response = client.get(path, **headers)
    return response.status_code, json.loads(response.content)


def back_up(**ago) -> None:
    Backup.objects.create(name="backup.tar", created_at=timezone.now() - timedelta(**ago))


def detail(client, name: str) -> tuple[str, str]:
    found = health(client)[1]["checks"][name]
    return found["status"], found["detail"]


@pytest.mark.each_database
def test_a_new_site_with_a_backup_is_live_ready_and_healthy(client, home):
    back_up(hours=1)
    assert health(client, "/live") == (200, {"status": "ok", "checks": {}})
    assert health(client, "/ready")[0] == 200
    status, answer = health(client)
    assert (status, answer["status"]) == (200, "ok")
    assert answer["checks"]["database"]["detail"] == connection.vendor


@pytest.mark.parametrize("path", ["/live", "/ready", "/health"])
def test_it_answers_an_unknown_host_without_tls_and_a_cookie(client, home, settings, path):
    back_up(hours=1)
    settings.SECURE_SSL_REDIRECT = True
    response = client.get(path, headers={"host": "10.0.0.7:8000"})
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"


def test_a_lost_database_is_no_longer_ready_but_live_and_no_secret_is_told(client, monkeypatch):
    def lose():
        raise OperationalError("connection to site:secret@db failed")

    monkeypatch.setitem(checks.READY_CHECKS, "database", lose)
    status, answer = health(client, "/ready")
    assert status == 503
    assert answer["checks"]["database"] == {"status": "error", "detail": "OperationalError"}
    assert health(client, "/live")[0] == 200


def test_a_migration_that_is_not_applied_is_an_error(client, home):
    applied = MigrationRecorder.Migration.objects.filter(app="search").latest("pk")
    applied.delete()
    assert health(client, "/ready")[0] == 503
    assert detail(client, "migrations") == ("error", "1 not applied; run set_up")


def test_a_cache_that_stores_nothing_is_a_warning(client, home, monkeypatch):
    back_up(hours=1)
    monkeypatch.setattr(cache, "get", lambda key: None)
    assert health(client)[0] == 200
    assert detail(client, "cache")[0] == "warning"


def test_a_worker_that_is_needed_and_does_not_run_is_an_error(client, home, settings):
    assert detail(client, "worker")[0] == "ok"  # tasks run at once
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert health(client)[0] == 503
    worker = WorkerProcess.objects.create(worker_id="one")
    assert detail(client, "worker")[0] == "ok"
    WorkerProcess.objects.update(seen_at=worker.seen_at - ALIVE_FOR)
    assert detail(client, "worker") == ("error", "none runs; start db_worker")


def test_an_overdue_schedule_is_an_error(client, home):
    page = specimen.content(home)
    expired = Page.objects.filter(pk=page.pk)
    expired.update(expire_at=timezone.now() - timedelta(minutes=5))
    assert detail(client, "schedule")[0] == "ok"
    expired.update(expire_at=timezone.now() - timedelta(minutes=20))
    assert detail(client, "schedule") == ("error", "1 overdue; run publish_scheduled")


@pytest.mark.parametrize(("free", "status"), [(50, "ok"), (5, "warning"), (1, "error")])
def test_a_full_disk_is_told_before_it_is_full(client, home, monkeypatch, free, status):
    usage = SimpleNamespace(free=free, total=100)
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda folder: usage)
    assert detail(client, "disk") == (status, f"{free}% free")


def test_help_lines_that_expire_soon_are_told(client, home):
    today = timezone.localdate()
    line = {
        "number": "112",
        "operator": "Police",
        "source": "https://example.org/",
        "checked_on": today,
        "expires_on": today + timedelta(days=13),
    }
    specimen.state(home, help_lines=[("help_line", line)])
    assert detail(client, "help lines") == ("warning", "1 expire within 14 days")


@pytest.mark.parametrize(("days", "status"), [(1, "ok"), (3, "warning"), (8, "error")])
def test_an_old_backup_is_told(client, home, days, status):
    back_up(days=days)
    back_up(days=days + 1)
    assert detail(client, "backup") == (status, f"{days} days old")


def test_a_site_without_a_backup_is_an_error_unless_it_is_a_demonstration(client, home, settings):
    assert detail(client, "backup") == ("error", "none; run backup")
    assert health(client)[0] == 503
    settings.DEMONSTRATION = True
    assert detail(client, "backup") == ("ok", "none; run backup")
