"""What an operator has to know: whether the parts of the site work, and what is to be done soon."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db.backend import DatabaseBackend
from wagtail.models import Page, Revision

from backup.models import Backup
from editorial.tasks import GRACE_PERIOD
from states.models import StatePage
from translation.models import TranslationJob
from worker.models import is_worker_running

HELP_LINES_EXPIRE_WITHIN = timedelta(days=14)
MIN_FREE_SPACE, LITTLE_FREE_SPACE = 0.02, 0.1  # of the disk of uploaded files


class HealthStatus(StrEnum):
    """From the best to the worst. ``WARNING``: readers notice nothing, but somebody should look."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class HealthCheck:
    status: HealthStatus
    detail: str = ""


def check_database() -> HealthCheck:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HealthCheck(HealthStatus.OK, connection.vendor)


def check_migrations() -> HealthCheck:
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return HealthCheck(HealthStatus.ERROR, f"{len(plan)} not applied; run set_up")
    return HealthCheck(HealthStatus.OK)


def check_cache() -> HealthCheck:
    cache.set("health", True, 10)
    if not cache.get("health"):
        return HealthCheck(HealthStatus.WARNING, "stores nothing; pages are slower")
    return HealthCheck(HealthStatus.OK)


def check_worker() -> HealthCheck:
    is_needed = isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend)
    if is_needed and not is_worker_running():
        return HealthCheck(HealthStatus.ERROR, "none runs; start db_worker")
    return HealthCheck(HealthStatus.OK)


def check_jobs() -> HealthCheck:
    return _warning_if_any(
        TranslationJob.objects.stopped().count(), "stopped; repeat them under Jobs"
    )


def check_schedule() -> HealthCheck:
    late = timezone.now() - GRACE_PERIOD
    overdue = Revision.objects.filter(approved_go_live_at__lt=late).count()
    overdue += Page.objects.filter(live=True, expire_at__lt=late).count()
    if overdue:
        return HealthCheck(HealthStatus.ERROR, f"{overdue} overdue; run publish_scheduled")
    return HealthCheck(HealthStatus.OK)


def check_disk() -> HealthCheck:
    folder = settings.MEDIA_ROOT if settings.MEDIA_ROOT.exists() else settings.ROOT
    usage = shutil.disk_usage(folder)
    free = usage.free / usage.total
    levels = {MIN_FREE_SPACE: HealthStatus.ERROR, LITTLE_FREE_SPACE: HealthStatus.WARNING}
    found = (status for limit, status in levels.items() if free < limit)
    return HealthCheck(next(found, HealthStatus.OK), f"{free:.0%} free")


def check_help_lines() -> HealthCheck:
    """Warn of help lines that will disappear unless an editor confirms them."""
    last_day = timezone.localdate() + HELP_LINES_EXPIRE_WITHIN
    expiring = sum(
        line["expires_on"] <= last_day
        for state in StatePage.objects.for_reader()
        for line in state.shown_help_lines
    )
    return _warning_if_any(expiring, f"expire within {HELP_LINES_EXPIRE_WITHIN.days} days")


def check_backup() -> HealthCheck:
    backup = Backup.objects.first()
    if not backup:
        is_needed = not settings.DEMONSTRATION
        return HealthCheck(HealthStatus.ERROR if is_needed else HealthStatus.OK, "none; run backup")
    late = HealthStatus.ERROR if backup.is_too_old else HealthStatus.WARNING
    return HealthCheck(late if backup.is_late else HealthStatus.OK, f"{backup.age.days} days old")


# A process with one of these that fails cannot serve readers.
READY_CHECKS: dict[str, Callable[[], HealthCheck]] = {
    "database": check_database,
    "migrations": check_migrations,
}
ALL_CHECKS = {
    **READY_CHECKS,
    "cache": check_cache,
    "worker": check_worker,
    "jobs": check_jobs,
    "schedule": check_schedule,
    "disk": check_disk,
    "help lines": check_help_lines,
    "backup": check_backup,
}


def _warning_if_any(number: int, consequence: str) -> HealthCheck:
    if number:
        return HealthCheck(HealthStatus.WARNING, f"{number} {consequence}")
    return HealthCheck(HealthStatus.OK)
