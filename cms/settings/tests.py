"""Settings for tests: as production, with fast password hashing and temporary files."""

import tempfile

from .base import *  # noqa: F403 - overrides the production settings

SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
SERVE_MEDIA = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests collect no static files, but WhiteNoise requires an existing folder.
STATIC_ROOT = ROOT / "static"  # noqa: F405 - from the base
MEDIA_ROOT = tempfile.mkdtemp(prefix="media-")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {  # noqa: F405 - from the base
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
# Without a worker, background tasks run before the response is sent.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
