"""Tests: as production, with quick passwords, files in a throw-away folder, mail in memory."""

import tempfile

from .base import *  # noqa: F403 - a settings module is its base, changed

SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
SERVES_MEDIA = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing is collected for tests; the server of static files wants a folder that exists.
STATIC_ROOT = ROOT / "static"  # noqa: F405 - from the base
MEDIA_ROOT = tempfile.mkdtemp(prefix="media-")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {  # noqa: F405 - from the base
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
# Without a worker, a job is done before the answer is sent.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
