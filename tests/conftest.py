"""Fixtures for all tests: a site that is set up, its languages, and editors who are logged in.

``TEST_DATABASE`` is the database of the tests: ``sqlite`` (the default) or ``postgresql``. For
PostgreSQL, ``python -m tests.services.postgresql -- pytest`` starts a server.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import pytest
from _pytest import runner
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis.configuration import set_hypothesis_home_dir
from wagtail.models import Locale

from cms.data_stack import in_one_chunk
from core import languages
from core.content_cache import forget_content
from home.models import HomePage
from page_cache import freshness
from tests import grids
from tests import specimens as specimen
from tests.mails import check_look_of_mail
from tests.services import index_updates
from tests.services.site_copies import SiteCopies, SiteTemplate
from tests.site_templates import NEW_SITE, SPECIMENS
from translation.roles import SECRETARIAT_EDITOR

# Hypothesis keeps no examples between runs and stores its other data in ``var``. It has no deadline
# for an example, since the machine may be busy.
set_hypothesis_home_dir(Path(__file__).parent.parent / "var" / "hypothesis")
hypothesis.settings.register_profile("full", database=None, deadline=None)
hypothesis.settings.register_profile(
    "sample", parent=hypothesis.settings.get_profile("full"), max_examples=20
)

NEVER_IN_A_TEST = 3600.0  # seconds
SITES = pytest.StashKey[SiteCopies]()
RENEW_SITE = pytest.StashKey[Callable[[], None]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full",
        action="store_true",
        help="run every value of the grids (languages, widths, colour schemes), not a sample",
    )
    parser.addoption(
        "--faults",
        action="store_true",
        help="interrupt work before every statement, and send every hostile request, not a sample",
    )
    parser.addoption(
        "--run-folder",
        help="an existing folder for what several runs of pytest create once and share",
    )


def pytest_configure(config: pytest.Config) -> None:
    grids.is_full = config.getoption("full")
    grids.has_all_faults = config.getoption("faults")
    hypothesis.settings.load_profile("full" if grids.is_full else "sample")
    wanted = os.environ.get("TEST_DATABASE") or "sqlite"
    if connection.vendor != wanted:
        raise pytest.UsageError(
            f"TEST_DATABASE is {wanted}, DATABASE_URL is of a {connection.vendor} database. "
            "For PostgreSQL run: python -m tests.services.postgresql -- pytest"
        )
    index_updates.pause()
    # Otherwise tests that count queries would meet one more after each second.
    freshness.CHECK_AFTER = NEVER_IN_A_TEST
    # Tests nest their calls even deeper than the site does.
    runner.runtestprotocol = in_one_chunk(runner.runtestprotocol)
    # Emptying all tables takes a second, and the site is copied again in any case.
    TransactionTestCase._fixture_teardown = lambda case: None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Import only modules with tests for PostgreSQL in a sample: the others take some seconds."""
    marks = ("postgresql", "each_database")
    if config.getoption("markexpr") != " or ".join(marks) or not collection_path.match("test_*.py"):
        return None
    text = collection_path.read_text()
    return not any(f"mark.{mark}" in text for mark in marks) or None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Collect garbage less often, and never look again at what is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_unconfigure(config: pytest.Config) -> None:
    if settings.SETTINGS_MODULE == "cms.settings.tests":
        shutil.rmtree(settings.MEDIA_ROOT.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def run_folder(request, tmp_path_factory, worker_id) -> Path:
    """A folder that all processes of a run share."""
    if folder := request.config.getoption("run_folder"):
        return Path(folder).resolve()
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def django_db_setup(
    request, run_folder, worker_id, django_test_environment, django_db_blocker
) -> Iterator[None]:
    """Use this process's copy of a new site in place of an empty database."""
    sites = SiteCopies(run_folder, worker_id)
    in_use = sites.using(NEW_SITE)
    with django_db_blocker.unblock():
        in_use.__enter__()

    def renew() -> None:
        with django_db_blocker.unblock():
            sites.renew()

    request.config.stash[SITES], request.config.stash[RENEW_SITE] = sites, renew
    yield
    del request.config.stash[SITES], request.config.stash[RENEW_SITE]
    with django_db_blocker.unblock():
        in_use.__exit__(None, None, None)
        sites.remove()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item):
    """Copy the site again after a test with real transactions, since it may have changed it."""
    try:
        return (yield)
    finally:
        marker = item.get_closest_marker("django_db")
        is_changed = (marker and marker.kwargs.get("transaction")) or (
            {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        )
        if is_changed and RENEW_SITE in item.config.stash:
            item.config.stash[RENEW_SITE]()


@pytest.fixture(scope="module")
def site_of_module(request, django_db_setup, django_db_blocker) -> Callable:
    """Use the site of a template in a module: ``with site_of_module(SPECIMENS):``.

    Changes of the module are rolled back at the end of the block.
    """

    @contextmanager
    def use(template: SiteTemplate) -> Iterator[None]:
        sites = request.config.stash[SITES]
        with django_db_blocker.unblock(), sites.using(template), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return use


@pytest.fixture(autouse=True)
def _source_language_and_empty_cache():
    """Every test starts in the source language, with an empty cache."""
    cache.clear()
    with translation.override(languages.source_language().code):
        yield


def _source_home() -> HomePage:
    return HomePage.objects.get(locale__language_code=languages.source_language().code)


@pytest.fixture
def home(db) -> HomePage:
    """The home page in the source language; the sections are its child pages."""
    return _source_home()


@pytest.fixture(scope="module")
def updated_indexes() -> Iterator[None]:
    """Keep the search index and the reference index up to date until the end of the module."""
    with index_updates.updated_indexes():
        yield


@pytest.fixture(scope="module")
def home_of_module(site_of_module) -> Iterator[HomePage]:
    """The home page for pages that the tests of a module share; the module is rolled back."""
    with site_of_module(NEW_SITE):
        yield _source_home()


@pytest.fixture(scope="module")
def specimens(site_of_module) -> Iterator[specimen.Specimens]:
    """A page of every type in every language; changes are rolled back after the module."""
    with site_of_module(SPECIMENS):
        yield specimen.find_specimens()


@pytest.fixture
def locale(db) -> Callable[[str], Locale]:
    """Return the locale of a language: ``locale("mk")``."""
    return lambda code: Locale.objects.get(language_code=code)


@pytest.fixture
def language() -> Callable[[str], AbstractContextManager]:
    """Activate a language in a block: ``with language("mk"):``."""
    return lambda code: translation.override(languages.site_language(code).code)


@pytest.fixture
def editor(db):
    """An account in the group of the Secretariat's editors."""
    user = get_user_model().objects.create_user("editor", email="editor@example.org")
    user.groups.add(Group.objects.get(name=SECRETARIAT_EDITOR.name))
    return user


@pytest.fixture
def editor_client(editor) -> Client:
    """A test client in which the editor is logged in; ``admin_client`` is of pytest-django."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture(autouse=True)
def every_mail_has_the_look_of_the_site() -> Iterator[None]:
    """Look at each message that a test sends, also those of Wagtail and of allauth."""
    yield
    for message in getattr(mail, "outbox", ()):
        check_look_of_mail(message)


@pytest.fixture
def unchanged_content(monkeypatch) -> Iterator[None]:
    """What was made before counts as committed."""
    monkeypatch.setattr(freshness, "has_written", lambda: False)
    forget_content()
    yield
    forget_content()
