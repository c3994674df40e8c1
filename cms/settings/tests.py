"""Settings for tests: as production, with fast password hashing and temporary files."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403 - overrides the production settings

SECRET_KEY = "tests-only"
SECRET_KEY_IS_PUBLIC = True
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of the accounts of the demonstration
]
# Tests collect no static files, but WhiteNoise requires an existing folder.
STATIC_ROOT = ROOT / "static"  # noqa: F405 - from the base
PAGE_CACHE_BYTES, PAGE_CACHE_FILES = 0, None
# Becomes a link to the files that belong to the database in use (tests.services.site_copies).
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="media-")) / "current"
# Each process of a run has a database of its own, and learns nothing from the others.
PAGE_CACHE_CHANGES = MEDIA_ROOT.parent / "changes"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {  # noqa: F405 - from the base
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
# Without a worker, background tasks run before the response is sent.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# One factor is enough, and there is no web server in front.
SECOND_FACTOR_REQUIRED = False
ALLAUTH_TRUSTED_PROXY_COUNT = 0
# The audit log is in the database alone.
LOGGING["loggers"]["audit"]["handlers"] = []  # noqa: F405 - from the base
