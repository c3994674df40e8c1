"""A developer's machine: details on errors, files as they are."""

from .base import *  # noqa: F403 - a settings module is its base, changed

DEBUG = True
SECRET_KEY = "development-only"
ALLOWED_HOSTS = ["*"]
SERVES_MEDIA = True
STORAGES["staticfiles"] = {  # noqa: F405 - from the base
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
# Without a worker, a job is done before the answer is sent.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
