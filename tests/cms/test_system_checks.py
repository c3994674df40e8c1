"""The web server does not start with a secret key that can be guessed."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.system_checks import raise_configuration_errors
from tests.rules.source_files import ROOT

GOOD = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def _in_production(settings):
    settings.SECRET_KEY_IS_PUBLIC = False
    settings.SECRET_KEY = GOOD


@pytest.mark.parametrize("key", ["short", "ab" * 40, "demonstration-only"])
def test_a_short_or_uniform_key_is_refused(settings, key):
    settings.SECRET_KEY = key
    with pytest.raises(ImproperlyConfigured, match="head -c 64"):
        raise_configuration_errors()


def test_a_short_fallback_is_refused(settings):
    settings.SECRET_KEY_FALLBACKS = ["short"]
    with pytest.raises(ImproperlyConfigured):
        raise_configuration_errors()


def test_missing_mail_is_logged(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    raise_configuration_errors()
    assert "Set EMAIL_URL" in caplog.text


def test_the_web_server_of_production_refuses_a_short_key():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.base", "SECRET_KEY": "a"}
    command = [sys.executable, "-c", "import cms.wsgi"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode
    assert "SECRET_KEY" in done.stderr
