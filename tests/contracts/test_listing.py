"""A listing loads few fields of each page, and needs no further query for what it shows."""

import pytest
from wagtail.models import Page

from core.page_types import page_types, specific_for_listing

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.mark.parametrize("kind", [model.__name__ for model in page_types()])
def test_one_query_loads_all_that_an_entry_of_a_listing_shows(
    specimens, kind, django_assert_num_queries
):
    page = specimens.pages[kind]
    with django_assert_num_queries(1):
        [entry] = specific_for_listing(Page.objects.filter(pk=page.pk))
        names = [name for name in dir(entry) if name.startswith("listing_")]
        values = {name: getattr(entry, name) for name in [*names, "localized_url", "summary"]}
    assert type(entry) is type(page)
    assert values == {name: getattr(page, name) for name in values}
    assert entry.text_language == page.text_language


@pytest.mark.parametrize("kind", [model.__name__ for model in page_types()])
def test_one_query_loads_the_files_of_an_entry_with_its_texts(
    specimens, kind, django_assert_num_queries
):
    page = specimens.pages[kind]
    with django_assert_num_queries(1):
        [entry] = specific_for_listing(
            Page.objects.filter(pk=page.pk), [type(page)], with_texts=True
        )
        assert entry.attached_files == page.attached_files


def test_a_page_of_another_type_is_left_out(specimens):
    page = specimens.pages["MeetingPage"]
    assert not specific_for_listing(
        Page.objects.filter(pk=page.pk), [type(specimens.pages["StatePage"])]
    )
