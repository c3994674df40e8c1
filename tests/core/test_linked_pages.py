"""The pages that a page links to, in the language of the reader: the same as in lists."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models import QuerySet
from django.utils import timezone, translation
from wagtail.models import Page

from core.localization import for_reader, linked_pages
from tests import specimens as specimen

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(home):
    return specimen.content(home, title="About the network")


def translations(key: UUID) -> QuerySet:
    return Page.objects.filter(translation_key=key)


def titles(page: Page, language: str) -> list[str]:
    """Return the titles of what a link to this page shows, and expect those of lists."""
    key = page.translation_key
    with translation.override(language):
        found = [item.title for item in linked_pages(translations, key)]
        assert found == [item.title for item in for_reader(translations(key))]
    return found


def test_a_link_leads_to_the_page_in_the_language_of_the_reader(about):
    specimen.translate(about, "mk", "hr")
    assert titles(about, "mk") == ["mk About the network"]


def test_a_link_leads_to_the_fallback_of_an_untranslated_page(about):
    specimen.translate(about, "hr")
    assert titles(about, "mk") == ["About the network"]


def test_an_unpublished_translation_gives_way_to_its_fallback(about):
    specimen.translate(about, "mk")
    Page.objects.filter(title="mk About the network").update(live=False)
    assert titles(about, "mk") == ["About the network"]


def test_an_expired_translation_gives_way_to_its_fallback(about):
    specimen.translate(about, "mk")
    expired = timezone.now() - timedelta(minutes=1)
    Page.objects.filter(title="mk About the network").update(expire_at=expired)
    assert titles(about, "mk") == ["About the network"]


def test_no_link_leads_to_a_private_page(about):
    specimen.translate(about, "mk")
    specimen.restrict(about)
    assert titles(about, "mk") == []
