"""What every test may ask for: a site that is set up, its languages, and editors logged in.

``TEST_DATABASE`` says which database the tests run on, ``sqlite`` (the default) or ``postgresql``;
for the latter, ``python -m tests.services.postgresql -- pytest`` starts a server.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import translation
from hypothesis.configuration import set_hypothesis_home_dir
from wagtail.models import Locale

from core import languages
from home.models import HomePage
from tests.services.baseline import Baseline
from translation.roles import SECRETARIAT_EDITOR

# No example is kept between runs, what is kept lies with other data, and a busy machine is no
# failure.
set_hypothesis_home_dir(Path(__file__).parent.parent / "var" / "hypothesis")
hypothesis.settings.register_profile("site", database=None, deadline=None)
hypothesis.settings.load_profile("site")

RESTORE = pytest.StashKey[Callable[[], None]]()


def pytest_configure(config: pytest.Config) -> None:
    wanted = os.environ.get("TEST_DATABASE") or "sqlite"
    if connection.vendor != wanted:
        raise pytest.UsageError(
            f"TEST_DATABASE asks for {wanted}, DATABASE_URL names a {connection.vendor} database. "
            "For PostgreSQL run: python -m tests.services.postgresql -- pytest"
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    if settings.SETTINGS_MODULE == "cms.settings.tests":
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    request, tmp_path_factory, django_test_environment, django_db_blocker, worker_id
) -> Iterator[None]:
    """Give this process its copy of the baseline, in place of an empty database."""
    own = tmp_path_factory.getbasetemp()
    baseline = Baseline(own if worker_id == "master" else own.parent, worker_id)

    def restore() -> None:
        with django_db_blocker.unblock():
            baseline.copy()

    restore()
    request.config.stash[RESTORE] = restore
    yield
    del request.config.stash[RESTORE]
    with django_db_blocker.unblock():
        baseline.remove()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item):
    """After a test with real transactions, which empties the database, bring the baseline back."""
    try:
        return (yield)
    finally:
        marker = item.get_closest_marker("django_db")
        emptied = (marker and marker.kwargs.get("transaction")) or (
            {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        )
        if emptied and RESTORE in item.config.stash:
            item.config.stash[RESTORE]()


@pytest.fixture(autouse=True)
def _fresh_start():
    """Every test starts in the source language, with an empty cache."""
    cache.clear()
    with translation.override(languages.source_language().code):
        yield


def _source_home() -> HomePage:
    return HomePage.objects.get(locale__language_code=languages.source_language().code)


@pytest.fixture
def home(db) -> HomePage:
    """The home page in the source language; the sections stand below it."""
    return _source_home()


@pytest.fixture(scope="module")
def home_of_module(django_db_setup, django_db_blocker) -> Iterator[HomePage]:
    """The home page for what all tests of a module have in common; it is gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _source_home()
        transaction.set_rollback(True)


@pytest.fixture
def locale(db) -> Callable[[str], Locale]:
    """Find a language's locale: ``locale("mk")``."""
    return lambda code: Locale.objects.get(language_code=code)


@pytest.fixture
def language() -> Callable[[str], AbstractContextManager]:
    """Read in another language: ``with language("mk"):``."""
    return lambda code: translation.override(languages.site_language(code).code)


@pytest.fixture
def editor(db):
    """An account of the Secretariat's editors."""
    user = get_user_model().objects.create_user("editor", email="editor@example.org")
    user.groups.add(Group.objects.get(name=SECRETARIAT_EDITOR.name))
    return user


@pytest.fixture
def editor_client(editor) -> Client:
    """A browser in which the editor is logged in; ``admin_client`` is pytest-django's own."""
    client = Client()
    client.force_login(editor)
    return client
