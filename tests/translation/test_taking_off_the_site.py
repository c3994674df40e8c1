"""Unpublished or deleted with their source: what becomes of translations and of their words."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.choices import State
from translation.models import Assignment, SegmentChange
from translation.words.segments import load_segments

from .families import CODES, go_live, translated_family, translation, tree_is_whole  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def order(parent, code: str) -> list[str]:
    return list(translation(parent, code).get_children().values_list("slug", flat=True))


# Unpublishing


def test_an_unpublished_page_takes_its_translations_off_the_site(admin_client, family):
    go_live(family["top"], *CODES)
    admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[family["top"].pk]))
    assert not translation(family["top"], "en").live
    assert not any(translation(family["top"], code).live for code in CODES)


def test_pages_unpublished_in_bulk_take_their_translations_off_the_site(admin_client, family):
    go_live(family["first"], "sl")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    admin_client.post(f"{address}?id={family['first'].pk}")
    assert not translation(family["first"], "sl").live


def test_the_pages_below_follow_when_they_are_unpublished_too(admin_client, family):
    go_live(family["top"], "sl")
    go_live(family["first"], "sl")
    address = reverse("wagtailadmin_pages:unpublish", args=[family["top"].pk])
    admin_client.post(address, {"include_descendants": "on"})
    assert not translation(family["first"], "sl").live


def test_the_question_before_unpublishing_names_the_languages_that_are_live(admin_client, family):
    go_live(family["top"], "sl")
    address = reverse("wagtailadmin_pages:unpublish", args=[family["top"].pk])
    text = admin_client.get(address).content.decode()
    assert "The translations will be taken off the site, too: Slovenščina." in text


def test_an_unpublished_translation_returns_with_its_source(admin_client, family):
    go_live(family["top"], "sl")
    admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[family["top"].pk]))
    assert _work(family["top"], "sl").state == State.APPROVED
    family["top"].refresh_from_db()
    specimen.publish(family["top"])
    assert translation(family["top"], "sl").live
    assert _work(family["top"], "sl").state == State.PUBLISHED


def test_a_translation_taken_off_the_site_by_itself_is_to_be_worked_on(
    browser, coordinator, family
):
    go_live(family["top"], "sl")
    target = translation(family["top"], "sl")
    browser(coordinator).post(reverse("wagtailadmin_pages:unpublish", args=[target.pk]))
    assert not translation(family["top"], "sl").live
    assert translation(family["top"], "en").live
    assert _work(family["top"], "sl").state == State.IN_PROGRESS


def _work(page, code: str) -> Assignment:
    return Assignment.objects.get(
        translation__source__object_id=page.translation_key,
        translation__target_locale__language_code=code,
    )


# Deleting


@pytest.fixture
def words(family, translator):
    """Words that a person wrote, as the memory and the history keep them."""
    assignment, person = _work(family["first"], "sl"), translator("sl")
    for segment in load_segments(assignment.translation):
        WriteSegment(person, assignment, segment, f"Prevod {segment.source}").execute()

    def kept() -> tuple:
        texts = StringTranslation.objects.values_list("pk", "data", "locale")
        return sorted(texts), sorted(SegmentChange.objects.values_list("pk", "after"))

    return kept


def test_a_deleted_page_takes_its_translations_along_and_no_words(admin_client, family, words):
    before = words()
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[family["top"].pk]))
    keys = [family[slug].translation_key for slug in ("top", "first", "second")]
    assert not Page.objects.filter(translation_key__in=keys).exists()
    assert before == words()
    assert not Translation.objects.filter(source__object_id__in=keys, enabled=True).exists()
    assert _work(family["first"], "sl")


def test_pages_deleted_in_bulk_take_their_translations_along_and_no_words(
    admin_client, family, words
):
    before = words()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    admin_client.post(f"{address}?id={family['first'].pk}&id={family['second'].pk}")
    assert not any(order(family["top"], code) for code in ("en", *CODES))
    assert before == words()


def test_a_deleted_translation_leaves_its_source_and_its_words(browser, coordinator, family, words):
    before = words()
    target = translation(family["first"], "sl")
    browser(coordinator).post(reverse("wagtailadmin_pages:delete", args=[target.pk]))
    assert order(family["top"], "sl") == ["second"]
    assert order(family["top"], "en") == ["first", "second"]
    assert before == words()


def test_the_question_before_deleting_names_the_languages(admin_client, family):
    for address in (
        reverse("wagtailadmin_pages:delete", args=[family["top"].pk]),
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        + f"?id={family['top'].pk}",
    ):
        text = admin_client.get(address).content.decode()
        assert "The translations will be deleted, too: Slovenščina, Македонски." in text


def test_a_page_without_translations_is_deleted_without_a_word_about_them(admin_client, home):
    page = specimen.content(home)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "translations will be" not in admin_client.get(address).content.decode()


def test_a_deleted_theme_takes_its_translations_along(admin_client, sent):
    theme = specimen.theme()
    sent("sl", theme)
    address = reverse("wagtailsnippets_core_theme:delete", args=[theme.pk])
    assert "Slovenščina" in admin_client.get(address).content.decode()
    admin_client.post(address)
    assert not type(theme).objects.filter(translation_key=theme.translation_key).exists()
