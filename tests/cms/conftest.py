"""The demonstration, loaded once for each module of tests."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Load the demonstration by its command; it is rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DEMONSTRATION=True):
        call_command("load_demonstration", stdout=SimpleNamespace(write=lambda text: None))
        yield
        transaction.set_rollback(True)
