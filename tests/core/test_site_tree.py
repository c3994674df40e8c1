"""A page is saved where it is now, whatever was loaded before."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from tests import specimens as specimen

pytestmark = pytest.mark.django_db


def fresh(page):
    return Page.objects.get(pk=page.pk).specific


@pytest.fixture
def section(home):
    return specimen.content(home, slug="section")


def test_a_page_that_has_moved_is_saved_in_its_new_place(home, section):
    loaded = specimen.content(fresh(home))
    Page.objects.get(pk=loaded.pk).move(fresh(section), pos="last-child")
    loaded.title = "About the network"
    loaded.save()
    stored = fresh(loaded)
    assert (stored.title, stored.get_parent().pk) == ("About the network", section.pk)
    assert stored.url_path.endswith("/section/about/")
    assert not any(Page.find_problems())


def test_a_page_is_renamed_where_it_has_moved(home, section):
    loaded = specimen.content(fresh(home))
    Page.objects.get(pk=loaded.pk).move(fresh(section), pos="last-child")
    loaded.slug = "network"
    loaded.save()
    assert fresh(loaded).url_path.endswith("/section/network/")


def test_a_page_keeps_the_address_that_it_has_since_the_page_above_was_renamed(section):
    loaded = specimen.content(section)
    above = fresh(section)
    above.slug = "chapter"
    above.save()
    loaded.save()
    assert fresh(loaded).url_path.endswith("/chapter/about/")


def test_a_page_keeps_the_number_of_pages_below_it(section):
    loaded = fresh(section)
    specimen.content(fresh(section))
    loaded.save()
    assert fresh(section).numchild == 1
    assert not any(Page.find_problems())


def test_a_page_that_has_left_the_site_is_not_saved(home):
    loaded = specimen.content(fresh(home))
    outside = Page.add_root(instance=Page(title="Outside", slug="outside", locale=home.locale))
    Page.objects.get(pk=loaded.pk).move(outside, pos="last-child")
    with pytest.raises(PermissionDenied):
        loaded.save()
    assert not any(Page.find_problems())
