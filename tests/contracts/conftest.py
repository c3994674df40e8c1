import pytest
from django.db import transaction

from home.models import HomePage
from tests import specimens as specimen


@pytest.fixture(scope="module")
def specimens(django_db_setup, django_db_blocker):
    """One rich page of every type in every language, gone again after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        home = HomePage.objects.get(locale__language_code="en")
        yield specimen.every_kind(home, *specimen.other_languages())
        transaction.set_rollback(True)
