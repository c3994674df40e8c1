"""Translation team members, and pages sent to translation."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from tests import specimens as specimen
from translation.actions.start import StartTranslation
from translation.actions.write import WriteSegment
from translation.models import Assignment, Team
from translation.roles import COORDINATOR, SECRETARIAT_EDITOR
from translation.segments.text import load_segments


def create_account(name: str, *groups: Group):
    user = get_user_model().objects.create_user(name, email=f"{name}@example.org")
    user.groups.add(*groups)
    return user


def read_again(instance):
    """Return a new object with what is stored: tests change objects, also those that they share."""
    return type(instance)._default_manager.get(pk=instance.pk)


@pytest.fixture(scope="module")
def sender(home_of_module):
    """An editor who sends to translation what the tests of a module share."""
    return create_account("sender", Group.objects.get(name=SECRETARIAT_EDITOR.name))


@pytest.fixture
def coordinator(db):
    return create_account("coordinator", Group.objects.get(name=COORDINATOR.name))


@pytest.fixture
def translator(db) -> Callable[[str], object]:
    """Create a translator: ``translator("sl")``; a ``name`` distinguishes several of a language."""

    def make(code: str, name: str = "translator"):
        team = Team.objects.get(locale__language_code=code)
        return create_account(f"{name}-{code}", team.translators)

    return make


@pytest.fixture
def reviewer(db) -> Callable[[str], object]:
    """Create a reviewer: ``reviewer("sl")``."""

    def make(code: str, name: str = "reviewer"):
        team = Team.objects.get(locale__language_code=code)
        return create_account(f"{name}-{code}", team.reviewers)

    return make


@pytest.fixture
def client_for() -> Callable[[object], Client]:
    """Create a test client in which an account is logged in: ``client_for(account)``."""

    def make(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return make


@pytest.fixture
def send_to_translation(home, editor) -> Callable[..., Assignment]:
    """Send an object to translation, by default a new page: ``send_to_translation("sl", page)``."""

    def send(code: str, instance=None, **request) -> Assignment:
        instance = instance or specimen.content(home, summary="Who we are.")
        locale = Locale.objects.get(language_code=code)
        return StartTranslation(editor, instance, locale, request).execute()

    return send


def translate_segments(user, assignment: Assignment, change=lambda text: f"Prevod {text}") -> None:
    """Translate every unconfirmed segment as ``user``."""
    for segment in load_segments(assignment.translation):
        if not segment.is_confirmed:
            WriteSegment(user, assignment, segment, change(segment.source)).execute()


def target_texts(assignment: Assignment) -> list[str]:
    return list(
        StringTranslation.objects.filter(
            context__object_id=assignment.translation.source.object_id,
            locale=assignment.translation.target_locale,
        ).values_list("data", flat=True)
    )
