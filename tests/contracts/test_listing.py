"""A list reads few fields of each page, and these are all that it needs."""

import pytest
from wagtail.models import Page

from core.languages import get
from core.page_types import listing_fields, own_type, own_types, page_types

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [model.__name__ for model in page_types()])
def test_an_entry_of_a_list_needs_no_more_than_the_fields_of_a_list(
    specimens, kind, django_assert_num_queries
):
    page = specimens.pages[kind]
    listed = Page.objects.select_related(*own_types(models=[type(page)]))
    found = listed.only(*listing_fields(models=[type(page)])).get(pk=page.pk)
    with django_assert_num_queries(0):
        own = own_type(found, get("en"))
        names = [name for name in dir(type(own)) if name.startswith("listing_")]
        told = {name: getattr(own, name) for name in [*names, "address", "summary"]}
    assert type(own) is type(page)
    assert told == {name: getattr(page, name) for name in told}
