"""People of the workshop and a page sent to translation."""

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
from translation.roles import COORDINATOR
from translation.words.segments import load_segments


def _account(name: str, *groups: Group):
    user = get_user_model().objects.create_user(name, email=f"{name}@example.org")
    user.groups.add(*groups)
    return user


@pytest.fixture
def coordinator(db):
    return _account("coordinator", Group.objects.get(name=COORDINATOR.name))


@pytest.fixture
def translator(db) -> Callable[[str], object]:
    """A translator of one language: ``translator("sl")``; ``name`` makes a second one."""

    def make(code: str, name: str = "translator"):
        team = Team.objects.get(locale__language_code=code)
        return _account(f"{name}-{code}", team.translators)

    return make


@pytest.fixture
def reviewer(db) -> Callable[[str], object]:
    """A reviewer of one language: ``reviewer("sl")``."""

    def make(code: str, name: str = "reviewer"):
        team = Team.objects.get(locale__language_code=code)
        return _account(f"{name}-{code}", team.reviewers)

    return make


@pytest.fixture
def browser() -> Callable[[object], Client]:
    """A browser in which this person is logged in: ``browser(person)``."""

    def make(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return make


@pytest.fixture
def sent(home, editor) -> Callable[..., Assignment]:
    """Send an object to one language: ``sent("sl", page)``; without a page, a plain one is made."""

    def send(code: str, instance=None, **order) -> Assignment:
        instance = instance or specimen.content(home, summary="Who we are.")
        locale = Locale.objects.get(language_code=code)
        return StartTranslation(editor, instance, locale, order).execute()

    return send


def write(user, assignment: Assignment, change=lambda text: f"Prevod {text}") -> None:
    """Translate every segment in the name of ``user``."""
    for segment in load_segments(assignment.translation):
        if not segment.is_confirmed:
            WriteSegment(user, assignment, segment, change(segment.source)).execute()


def words_of(assignment: Assignment) -> list[str]:
    return list(
        StringTranslation.objects.filter(
            context__object_id=assignment.translation.source.object_id,
            locale=assignment.translation.target_locale,
        ).values_list("data", flat=True)
    )
