"""Integrity rules: one source for each translation, and no alias trees."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from home.models import HomePage
from tests import specimens as specimen
from translation.models import Team

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def page(home):
    made = specimen.content(home)
    specimen.translate(made, "sl", "sr-cyrl")
    return made


def in_language(page, code: str):
    return page.get_translations().get(locale__language_code=code)


def test_a_translated_page_cannot_be_a_translation_source(page):
    with pytest.raises(ValidationError, match="Slovenščina is translated into, never from"):
        TranslationSource.update_or_create_from_instance(in_language(page, "sl"))


def test_the_origin_of_a_derived_script_is_its_only_source(page, locale):
    english = TranslationSource.objects.get_for_instance(page)
    with pytest.raises(ValidationError, match="Srpski is not translated from English"):
        Translation.objects.create(source=english, target_locale=locale("sr-latn"))
    cyrillic, _ = TranslationSource.update_or_create_from_instance(in_language(page, "sr-cyrl"))
    assert Translation.objects.create(source=cyrillic, target_locale=locale("sr-latn"))


@pytest.mark.parametrize("code", ["en", "sl"])
def test_the_origin_of_a_derived_script_cannot_be_the_source_of_other_locales(code, page, locale):
    cyrillic, _ = TranslationSource.update_or_create_from_instance(in_language(page, "sr-cyrl"))
    with pytest.raises(ValidationError):
        Translation.objects.create(source=cyrillic, target_locale=locale(code))


def test_a_locale_cannot_be_synchronised_with_aliases(locale):
    with pytest.raises(ValidationError):
        LocaleSynchronization.objects.create(locale=locale("sl"), sync_from=locale("en"))
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_creating_and_publishing_a_page_creates_no_aliases(admin_client, home):
    url = reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk])
    before = Page.objects.count()
    fields = {
        "title": "News",
        "slug": "news",
        "summary": "",
        "sources": streamfield([]),
        "source_note": "",
        "body": streamfield([]),
        "action-publish": "1",
    }
    admin_client.post(url, nested_form_data(fields))
    assert Page.objects.get(slug="news").live
    assert Page.objects.count() == before + 1


def test_a_new_locale_has_a_home_page_and_a_team(coordinator, client_for, home):
    _remove("sl")
    client_for(coordinator).post(reverse("wagtaillocales:add"), {"language_code": "sl"})
    added = Locale.objects.get(language_code="sl")
    target = HomePage.objects.get(locale=added)
    assert target.translation_key == home.translation_key
    assert not target.live
    assert target.alias_of is None
    team = Team.objects.get(locale=added)
    for group in (team.translators, team.reviewers):
        pages = GroupPagePermission.objects.filter(group=group, page=target)
        assert list(pages.values_list("permission__codename", flat=True)) == ["change_page"]
    assert not any(Page.find_problems())


def _remove(code: str) -> None:
    Page.objects.get(locale__language_code=code, depth=2).delete()
    Locale.objects.get(language_code=code).delete()
