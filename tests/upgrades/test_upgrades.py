"""A site of each release is brought to today, and nothing of its content is lost."""

from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from wagtail.models import Page

from core.site_tree import IN_SITE_TREE
from tests import grids
from tests.services.site_copies import SiteTemplate
from translation.models import Assignment, SegmentChange

from .releases import released_versions
from .stored_sites import counts_of, stored_counts, unpack

pytestmark = pytest.mark.each_database
UPGRADED = {
    version: SiteTemplate(f"upgraded_{version.replace('.', '_')}", partial(unpack, version))
    for version in released_versions()
}


@pytest.fixture(scope="module", params=UPGRADED)
def version(request, site_of_module):
    with site_of_module(UPGRADED[request.param]):
        yield request.param


def test_there_is_a_release():
    assert UPGRADED


def test_no_migration_is_left(version):
    executor = MigrationExecutor(connection)
    assert not executor.migration_plan(executor.loader.graph.leaf_nodes())


def test_what_people_have_made_is_still_there(version):
    assert stored_counts() == counts_of(version)


def test_the_tree_of_pages_is_consistent(version):
    assert not any(Page.find_problems())


def test_every_published_page_opens(version):
    client = Client()
    pages = Page.objects.filter(IN_SITE_TREE, live=True, depth__gt=1)
    pages = pages.filter(locale__language_code__in=grids.codes()).specific()
    statuses = {page.url: client.get(page.url).status_code for page in pages}
    assert len(statuses) > 20
    assert set(statuses.values()) == {200}, statuses


def test_a_translation_that_was_under_way_goes_on(version):
    client = Client()
    client.force_login(get_user_model().objects.get(username="translator"))
    change = SegmentChange.objects.get(after="O nas")
    assignment = Assignment.objects.get(translation=change.translation)
    assert "O nas" in client.get(f"/admin/translation/edit/{assignment.pk}/").content.decode()
