"""The demonstration: production settings, with demonstration content and accounts."""

from .base import *  # noqa: F403 - a settings module is its base, changed

DEMONSTRATION = True
SECRET_KEY = "demonstration-only"
ALLOWED_HOSTS = ["*"]
SERVES_MEDIA = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
