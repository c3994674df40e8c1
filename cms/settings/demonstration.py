"""Settings of the demonstration: as production, with demonstration content and accounts."""

from .base import *  # noqa: F403 - overrides the production settings

DEMONSTRATION = True
SECRET_KEY = "demonstration-only"
SECRET_KEY_IS_PUBLIC = True
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Without a worker, background tasks run before the response is sent.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# A machine translator that needs no network, and may thus get all texts.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
    "CLASS": "cms.demonstration.phrase_book.PhraseBookTranslator",
    "UNPUBLISHED_TEXTS": True,
}
# One factor is enough, and there is no web server in front.
SECOND_FACTOR_REQUIRED = False
ALLAUTH_TRUSTED_PROXY_COUNT = 0
# The audit log is in the database alone.
LOGGING["loggers"]["audit"]["handlers"] = []  # noqa: F405 - from the base
