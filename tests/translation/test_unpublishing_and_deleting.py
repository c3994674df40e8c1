"""Unpublishing and deleting a source, and the effect on its translations."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from core.site_tree import objects_of_site
from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.choices import TranslationState
from translation.models import Assignment, SegmentChange
from translation.segments.text import load_segments

from .translated_pages import (  # noqa: F401 - fixtures
    CODES,
    create_translated_pages,
    publish_translations,
    read_translated_pages,
    translation,
    valid_page_tree,
)

pytestmark = pytest.mark.django_db


def slugs_in_order(parent, code: str) -> list[str]:
    return list(translation(parent, code).get_children().values_list("slug", flat=True))


# Unpublishing


def test_unpublishing_a_page_unpublishes_its_translations(admin_client, translated_pages):
    publish_translations(translated_pages["top"], *CODES)
    admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[translated_pages["top"].pk]))
    assert not translation(translated_pages["top"], "en").live
    assert not any(translation(translated_pages["top"], code).live for code in CODES)


def test_unpublishing_pages_in_bulk_unpublishes_their_translations(admin_client, translated_pages):
    publish_translations(translated_pages["first"], "sl")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    admin_client.post(f"{url}?id={translated_pages['first'].pk}")
    assert not translation(translated_pages["first"], "sl").live


def test_unpublishing_descendants_unpublishes_their_translations(admin_client, translated_pages):
    publish_translations(translated_pages["top"], "sl")
    publish_translations(translated_pages["first"], "sl")
    url = reverse("wagtailadmin_pages:unpublish", args=[translated_pages["top"].pk])
    admin_client.post(url, {"include_descendants": "on"})
    assert not translation(translated_pages["first"], "sl").live


def test_the_confirmation_of_unpublishing_lists_the_live_languages(admin_client, translated_pages):
    publish_translations(translated_pages["top"], "sl")
    url = reverse("wagtailadmin_pages:unpublish", args=[translated_pages["top"].pk])
    text = admin_client.get(url).content.decode()
    assert "The translations will be unpublished, too: Slovenščina." in text


def test_publishing_the_source_again_publishes_its_translations(admin_client, translated_pages):
    publish_translations(translated_pages["top"], "sl")
    admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[translated_pages["top"].pk]))
    assert _assignment(translated_pages["top"], "sl").state == TranslationState.APPROVED
    translated_pages["top"].refresh_from_db()
    specimen.publish(translated_pages["top"])
    assert translation(translated_pages["top"], "sl").live
    assert _assignment(translated_pages["top"], "sl").state == TranslationState.PUBLISHED


def test_a_translation_unpublished_without_its_source_is_in_progress(
    client_for, coordinator, translated_pages
):
    publish_translations(translated_pages["top"], "sl")
    target = translation(translated_pages["top"], "sl")
    client_for(coordinator).post(reverse("wagtailadmin_pages:unpublish", args=[target.pk]))
    assert not translation(translated_pages["top"], "sl").live
    assert translation(translated_pages["top"], "en").live
    assert _assignment(translated_pages["top"], "sl").state == TranslationState.IN_PROGRESS


def _assignment(page, code: str) -> Assignment:
    return Assignment.objects.get(
        translation__source__object_id=page.translation_key,
        translation__target_locale__language_code=code,
    )


# Deleting


@pytest.fixture
def stored_translations(translated_pages, translator):
    """Return the stored translations and changes of a translator."""
    assignment, person = _assignment(translated_pages["first"], "sl"), translator("sl")
    for segment in load_segments(assignment.translation):
        WriteSegment(person, assignment, segment, f"Prevod {segment.source}").execute()

    def kept() -> tuple:
        texts = StringTranslation.objects.values_list("pk", "data", "locale")
        return sorted(texts), sorted(SegmentChange.objects.values_list("pk", "after"))

    return kept


def test_deleting_a_page_deletes_its_translated_pages_but_keeps_the_strings(
    admin_client, translated_pages, stored_translations
):
    before = stored_translations()
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[translated_pages["top"].pk]))
    keys = [translated_pages[slug].translation_key for slug in ("top", "first", "second")]
    assert not objects_of_site(Page).filter(translation_key__in=keys).exists()
    assert before == stored_translations()
    assert not Translation.objects.filter(source__object_id__in=keys, enabled=True).exists()
    assert _assignment(translated_pages["first"], "sl")


def test_deleting_pages_in_bulk_deletes_translated_pages_but_keeps_the_strings(
    admin_client, translated_pages, stored_translations
):
    before = stored_translations()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    admin_client.post(f"{url}?id={translated_pages['first'].pk}&id={translated_pages['second'].pk}")
    assert not any(slugs_in_order(translated_pages["top"], code) for code in ("en", *CODES))
    assert before == stored_translations()


def test_deleting_a_translated_page_keeps_its_source_and_the_strings(
    client_for, coordinator, translated_pages, stored_translations
):
    before = stored_translations()
    target = translation(translated_pages["first"], "sl")
    client_for(coordinator).post(reverse("wagtailadmin_pages:delete", args=[target.pk]))
    assert slugs_in_order(translated_pages["top"], "sl") == ["second"]
    assert slugs_in_order(translated_pages["top"], "en") == ["first", "second"]
    assert before == stored_translations()


def test_the_confirmation_of_deleting_lists_the_languages(admin_client, translated_pages):
    for url in (
        reverse("wagtailadmin_pages:delete", args=[translated_pages["top"].pk]),
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        + f"?id={translated_pages['top'].pk}",
    ):
        text = admin_client.get(url).content.decode()
        assert "The translations go with it:" in text
        assert "Slovenščina" in text
        assert "Македонски" in text


def test_the_confirmation_does_not_mention_translations_if_there_are_none(admin_client, home):
    page = specimen.content(home)
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "The translations" not in admin_client.get(url).content.decode()


def test_deleting_a_theme_deletes_its_translations(admin_client, send_to_translation):
    theme = specimen.theme()
    send_to_translation("sl", theme)
    url = reverse("wagtailsnippets_core_theme:delete", args=[theme.pk])
    assert "Slovenščina" in admin_client.get(url).content.decode()
    admin_client.post(url)
    assert not type(theme).objects.filter(translation_key=theme.translation_key).exists()
