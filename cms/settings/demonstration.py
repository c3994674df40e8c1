"""The demonstration: production settings, with demonstration content and accounts."""

from .base import *  # noqa: F403 - a settings module is its base, changed

DEMONSTRATION = True
SECRET_KEY = "demonstration-only"
ALLOWED_HOSTS = ["*"]
SERVES_MEDIA = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Without a worker, a job is done before the answer is sent.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# A machine that needs no network.
TRANSLATION_MACHINE = "translation.words.machine.PhraseBook"
