"""The private API of treebeard that the site uses is still what it was."""

import pytest
from wagtail.models import Page

from core.site_tree import SITE_ROOT_PATH
from core.treebeard_internals import next_path, page_path, set_parent
from tests import specimens as specimen

pytestmark = pytest.mark.django_db


def test_paths_are_those_that_treebeard_gives(home):
    assert Page.objects.get(depth=1).path == SITE_ROOT_PATH
    parent, last = specimen.content(home), None
    for number, slug in enumerate(("first", "second"), start=1):
        expected = next_path(parent, last)
        last = specimen.content(parent, slug=slug).path
        assert last == expected == page_path(parent.path, parent.depth + 1, number)


def test_the_parent_of_a_page_is_not_looked_up_if_it_is_set(home, django_assert_num_queries):
    page = Page.objects.get(pk=specimen.content(home).pk)
    set_parent(page, home)
    with django_assert_num_queries(0):
        assert page.get_parent() is home
