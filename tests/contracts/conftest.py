import pytest
from django.db import transaction

from home.models import HomePage
from tests import specimens as specimen
from tests import translators


@pytest.fixture(scope="module")
def specimens(django_db_setup, django_db_blocker):
    """One rich page of every type in every language, gone again after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        home = HomePage.objects.get(locale__language_code="en")
        yield specimen.every_kind(home, *specimen.other_languages())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """One page of every type with words in every field, and a theme: in the source language."""
    with django_db_blocker.unblock(), transaction.atomic():
        home = HomePage.objects.get(locale__language_code="en")
        made = specimen.every_kind(home)
        for instance in (*made.pages.values(), made.theme):
            instance.refresh_from_db()
            translators.fill(instance)
            specimen.publish(instance)
        yield {**made.pages, "Theme": made.theme}
        transaction.set_rollback(True)
