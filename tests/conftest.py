"""What every test may ask for: a site that is set up, its languages, and editors logged in.

``TEST_DATABASE`` says which database the tests run on, ``sqlite`` (the default) or ``postgresql``;
for the latter, ``python -m tests.services.postgresql -- pytest`` starts a server.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
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
from tests import grids
from tests import specimens as specimen
from tests.services import index_updates
from tests.services.site_copies import SiteCopies, SiteTemplate
from tests.site_templates import NEW_SITE, SPECIMENS
from translation.roles import SECRETARIAT_EDITOR

# No example is kept between runs, what is kept lies with other data, and a busy machine is no
# failure.
set_hypothesis_home_dir(Path(__file__).parent.parent / "var" / "hypothesis")
hypothesis.settings.register_profile("site", database=None, deadline=None)
hypothesis.settings.load_profile("site")

SITES = pytest.StashKey[SiteCopies]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full",
        action="store_true",
        help="run every value of the grids (languages, widths, colour schemes), not a sample",
    )
    parser.addoption(
        "--run-folder",
        help="an existing folder in which several runs of pytest share what they make once",
    )


def pytest_configure(config: pytest.Config) -> None:
    grids.is_full = config.getoption("full")
    wanted = os.environ.get("TEST_DATABASE") or "sqlite"
    if connection.vendor != wanted:
        raise pytest.UsageError(
            f"TEST_DATABASE asks for {wanted}, DATABASE_URL names a {connection.vendor} database. "
            "For PostgreSQL run: python -m tests.services.postgresql -- pytest"
        )
    index_updates.pause()


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
    """Give this process its copy of a new site, in place of an empty database."""
    sites = SiteCopies(run_folder, worker_id)
    in_use = sites.using(NEW_SITE)
    with django_db_blocker.unblock():
        in_use.__enter__()
    request.config.stash[SITES] = sites
    yield
    del request.config.stash[SITES]
    with django_db_blocker.unblock():
        in_use.__exit__(None, None, None)
        sites.remove()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item):
    """After a test with real transactions, which empties the database, copy the site again."""
    try:
        return (yield)
    finally:
        marker = item.get_closest_marker("django_db")
        emptied = (marker and marker.kwargs.get("transaction")) or (
            {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        )
        if emptied and SITES in item.config.stash:
            item.config.stash[SITES].renew()


@pytest.fixture(scope="module")
def site_of_module(request, django_db_setup, django_db_blocker) -> Callable:
    """Use another site than a new one in a module: ``with site_of_module(SPECIMENS):``.

    What the module changes is rolled back at the end of the block.
    """

    @contextmanager
    def use(template: SiteTemplate) -> Iterator[None]:
        sites = request.config.stash[SITES]
        with django_db_blocker.unblock(), sites.using(template), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return use


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
def updated_indexes() -> Iterator[None]:
    """Keep the search index and the reference index up to date to the end of the module."""
    with index_updates.updated_indexes():
        yield


@pytest.fixture(scope="module")
def home_of_module(site_of_module) -> Iterator[HomePage]:
    """The home page for what all tests of a module have in common; it is gone after the module."""
    with site_of_module(NEW_SITE):
        yield _source_home()


@pytest.fixture(scope="module")
def specimens(site_of_module) -> Iterator[specimen.Specimens]:
    """One rich page of every type in every language, as it was before the module at its end."""
    with site_of_module(SPECIMENS):
        yield specimen.find_specimens()


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
