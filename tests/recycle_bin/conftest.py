"""Deleted pages, and accounts who delete and restore them."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page

from recycle_bin.actions.delete import MoveToRecycleBin
from tests import specimens as specimen
from translation.roles import COORDINATOR


@pytest.fixture(autouse=True)
def valid_page_tree(db):
    """Check after each test that the page tree is valid."""
    yield
    assert not any(Page.find_problems())


def publish_about(home) -> int:
    """Publish a page with a page below it in four languages, one of them derived; return its id."""
    page = specimen.content(home, summary="Who we are.")
    below = specimen.content(Page.objects.get(pk=page.pk).specific, slug="team", title="Team")
    for item in (page, below):
        specimen.translate(item, "sl", "mk", "sr-cyrl", "sr-latn")
    return page.pk


@pytest.fixture(scope="module")
def about_of_module(home_of_module) -> int:
    """The id of the page of ``publish_about``, which the tests of a module share.

    A module that uses it does so in all of its tests, so that their order makes no difference.
    """
    return publish_about(home_of_module)


@pytest.fixture
def about(about_of_module, db):
    """The page of the module; what a test changes in it is rolled back."""
    return Page.objects.get(pk=about_of_module).specific


@pytest.fixture
def coordinator_client(db) -> Client:
    person = get_user_model().objects.create_user("coordinator", email="c@example.org")
    person.groups.add(Group.objects.get(name=COORDINATOR.name))
    client = Client()
    client.force_login(person)
    return client


def delete(page: Page, user=None):
    """Move a page to the recycle bin as somebody who may; return the entry."""
    fresh = Page.objects.get(pk=page.pk)
    return MoveToRecycleBin(fresh, user).execute(skip_permission_checks=True)


def in_language(page: Page, code: str) -> Page:
    return Page.objects.get(translation_key=page.translation_key, locale__language_code=code)


def outline() -> list[tuple]:
    """Return what readers and editors know of every page of the site, in tree order."""
    pages = Page.objects.filter(path__startswith="0001").order_by("path").specific()
    return [
        (
            page.pk,
            page.get_parent() and page.get_parent().pk,
            page.slug,
            page.url_path,
            page.live,
            page.live_revision_id,
            page.latest_revision_id,
            page.has_unpublished_changes,
            page.first_published_at,
            page.last_published_at,
        )
        for page in pages
    ]
