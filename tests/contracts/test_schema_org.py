"""The structured data of every page type are in the vocabulary of schema.org."""

import pytest

from core.languages import site_language
from core.localized_urls import localized_url
from tests.structured_data import check, extracted

CODES = ["en", "mk", "sr-latn"]


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_every_page_type_uses_only_properties_of_schema_org(client, specimens, code):
    for page in specimens.pages.values():
        check(extracted(client, localized_url(page, site_language(code))))
