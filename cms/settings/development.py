"""Settings for development: with debug pages and uncollected static files."""

from .base import *  # noqa: F403 - overrides the production settings

DEBUG = True
SECRET_KEY = "development-only"
SECRET_KEY_IS_PUBLIC = True
ALLOWED_HOSTS = ["*"]
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
