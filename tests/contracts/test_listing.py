"""A list reads few fields of each page, and these are all that it needs."""

import pytest
from wagtail.models import Page

from core.page_types import page_types, specific_for_listing

pytestmark = [pytest.mark.django_db]


@pytest.mark.parametrize("kind", [model.__name__ for model in page_types()])
def test_an_entry_of_a_list_is_read_with_all_that_it_shows(
    specimens, kind, django_assert_num_queries
):
    page = specimens.pages[kind]
    with django_assert_num_queries(1):
        [entry] = specific_for_listing(Page.objects.filter(pk=page.pk))
        names = [name for name in dir(entry) if name.startswith("listing_")]
        told = {name: getattr(entry, name) for name in [*names, "localized_url", "summary"]}
    assert type(entry) is type(page)
    assert told == {name: getattr(page, name) for name in told}
    assert entry.text_language == page.text_language


@pytest.mark.parametrize("kind", [model.__name__ for model in page_types()])
def test_the_files_of_an_entry_are_read_with_its_texts(specimens, kind, django_assert_num_queries):
    page = specimens.pages[kind]
    with django_assert_num_queries(1):
        [entry] = specific_for_listing(
            Page.objects.filter(pk=page.pk), [type(page)], with_texts=True
        )
        assert entry.attached_files == page.attached_files


def test_a_page_of_another_type_than_those_expected_is_no_entry(specimens):
    page = specimens.pages["MeetingPage"]
    assert not specific_for_listing(
        Page.objects.filter(pk=page.pk), [type(specimens.pages["StatePage"])]
    )
