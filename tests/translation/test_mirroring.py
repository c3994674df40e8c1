"""Translations mirror the page tree of the source: moving, reordering, renaming, copying."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests import specimens as specimen
from translation.choices import TranslationState
from translation.models import Assignment

from .translated_pages import (  # noqa: F401 - fixtures
    CODES,
    create_child_page,
    create_translated_pages,
    publish_translations,
    read_translated_pages,
    translation,
    url_path,
    valid_page_tree,
)

pytestmark = pytest.mark.django_db


# Moving


def move_page(client, page, destination) -> None:
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])
    assert client.post(url).status_code == 302


def test_moving_a_page_moves_its_translations_and_descendants(admin_client, translated_pages):
    move_page(admin_client, translated_pages["top"], translated_pages["beside"])
    for code in CODES:
        assert url_path(translated_pages["top"], code) == "beside/top/"
        assert url_path(translated_pages["second"], code) == "beside/top/second/"


@pytest.mark.postgresql
def test_moving_pages_in_bulk_moves_their_translations(admin_client, translated_pages):
    pages = [translated_pages["first"], translated_pages["second"]]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    query = "&".join(f"id={page.pk}" for page in pages)
    admin_client.post(f"{url}?{query}", {"chooser": translated_pages["beside"].pk})
    for code in CODES:
        assert [url_path(page, code) for page in pages] == ["beside/first/", "beside/second/"]


def test_missing_ancestors_of_a_moved_translation_are_created_as_drafts(
    admin_client, translated_pages, home
):
    elsewhere = specimen.content(home, slug="elsewhere")
    inner = create_child_page(elsewhere, "inner")
    move_page(admin_client, translated_pages["top"], inner)
    for code in CODES:
        assert url_path(translated_pages["top"], code) == "elsewhere/inner/top/"
        assert not translation(elsewhere, code).live
        assert not translation(inner, code).live


def test_a_live_translation_stays_live_when_it_moves(admin_client, translated_pages):
    publish_translations(translated_pages["top"], "sl")
    move_page(admin_client, translated_pages["top"], translated_pages["beside"])
    assert translation(translated_pages["top"], "sl").live


def test_the_confirmation_of_a_move_lists_the_languages(admin_client, translated_pages):
    url = reverse(
        "wagtailadmin_pages:move_confirm",
        args=[translated_pages["top"].pk, translated_pages["beside"].pk],
    )
    text = admin_client.get(url).content.decode()
    assert "The translations will be moved, too: Slovenščina, Македонски." in text


# Reordering


def slugs_in_order(parent, code: str) -> list[str]:
    return list(translation(parent, code).get_children().values_list("slug", flat=True))


@pytest.mark.postgresql
@pytest.mark.parametrize(("slug", "position"), [("second", 0), ("first", 1)])
def test_reordered_pages_are_reordered_in_every_language(
    admin_client, translated_pages, slug, position
):
    url = reverse("wagtailadmin_pages:set_page_position", args=[translated_pages[slug].pk])
    admin_client.post(f"{url}?position={position}")
    for code in ("en", *CODES):
        assert slugs_in_order(translated_pages["top"], code) == ["second", "first"]


@pytest.mark.postgresql
def test_a_translation_is_placed_after_its_nearest_translated_sibling(
    admin_client, translated_pages, send_to_translation
):
    _third, fourth = (
        create_child_page(translated_pages["top"], slug) for slug in ("third", "fourth")
    )
    send_to_translation("sl", fourth)
    url = reverse("wagtailadmin_pages:set_page_position", args=[translated_pages["first"].pk])
    admin_client.post(f"{url}?position=2")
    assert slugs_in_order(translated_pages["top"], "en") == ["second", "third", "first", "fourth"]
    assert slugs_in_order(translated_pages["top"], "sl") == ["second", "first", "fourth"]


# Renaming


@pytest.fixture
def rename_page(django_capture_on_commit_callbacks):
    """Change the slug of a source page and publish it."""

    def run(page, slug: str) -> None:
        page.refresh_from_db()
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            specimen.publish(page)

    return run


def test_a_renamed_page_is_renamed_in_every_language(rename_page, translated_pages):
    rename_page(translated_pages["top"], "summit")
    for code in CODES:
        assert url_path(translated_pages["top"], code) == "summit/"
        assert url_path(translated_pages["first"], code) == "summit/first/"


def test_a_translation_approved_before_the_renaming_is_published_at_the_new_url(
    rename_page, translated_pages
):
    target = translation(translated_pages["top"], "sl").specific
    revision = target.save_revision()
    Assignment.objects.get(
        translation__source__object_id=target.translation_key,
        translation__target_locale=target.locale,
    ).change_state(TranslationState.APPROVED, revision=revision)
    target.save_revision()
    rename_page(translated_pages["top"], "summit")
    revision.refresh_from_db()
    revision.publish(skip_permission_checks=True)
    assert url_path(translated_pages["top"], "sl") == "summit/"


# Copying


def test_a_copy_starts_untranslated(admin_client, translated_pages, home):
    url = reverse("wagtailadmin_pages:copy", args=[translated_pages["top"].pk])
    admin_client.post(
        url,
        {
            "new_title": "Copy",
            "new_slug": "copy",
            "new_parent_page": home.pk,
            "copy_subpages": "on",
            "alias": "on",
        },
    )
    copy = Page.objects.get(slug="copy")
    assert copy.get_children().count() == 2
    for page in (copy, *copy.get_children()):
        assert page.get_translations().count() == 0
    assert translation(translated_pages["top"], "sl")


def test_a_copy_cannot_be_an_alias(admin_client, translated_pages):
    page = admin_client.get(reverse("wagtailadmin_pages:copy", args=[translated_pages["top"].pk]))
    assert "alias" not in page.context["form"].fields
