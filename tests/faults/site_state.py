"""All that a site has stored, in a form that two runs of the same work have in common."""

import re

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField

# What is no content: sessions, counts of attempts, and what is written beside a request.
IGNORED = {
    "sessions.Session",
    "usersessions.UserSession",
    "worker.WorkerProcess",
    "wagtailadmin.EditingSession",
    "wagtailcore.PageSubscription",
    # That a job has begun: it is begun again when its worker has ended.
    "translation.TranslationJob",
    "translation.JobHeartbeat",
}
# Moments and random identifiers differ from run to run.
MOMENT = r"datetime\.datetime\(.*?tzinfo=[^)]*\)|\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.+Z]*"
IDENTIFIER = r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"
NOISE = re.compile(f"{MOMENT}|{IDENTIFIER}")
# Mail is sent once a transaction is complete. What a killed process did not send goes out with the
# next mail, at the latest in the morning.
MAIL = "translation.notifications.mail.send_notifications"


def site_state() -> dict[str, list[str]]:
    """Return the rows of each table without what differs from run to run."""
    return {
        model._meta.label: sorted(
            NOISE.sub("*", repr(row))
            for row in model._base_manager.order_by().values_list()
            if MAIL not in row
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in IGNORED and model._meta.managed and not model._meta.proxy
    }


def differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    """Return the names of the tables that differ."""
    return [name for name in one if one[name] != other[name]]


def missing_files() -> list[str]:
    """Return the names of the files that a row has, and that are not there."""
    fields = [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, FileField)
    ]
    return [
        name
        for model, field in fields
        for name in model._base_manager.values_list(field, flat=True)
        if name and not default_storage.exists(name)
    ]
