"""What happens to a source page happens to its translations: place, order, address, copies."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests import specimens as specimen
from translation.choices import State
from translation.models import Assignment

from .families import (  # noqa: F401 - fixtures
    CODES,
    go_live,
    page_below,
    path,
    translated_family,
    translation,
    tree_is_whole,
)

pytestmark = pytest.mark.django_db


# Moving


def move(client, page, destination) -> None:
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])
    assert client.post(address).status_code == 302


def test_a_moved_page_takes_its_translations_and_the_pages_below_along(admin_client, family):
    move(admin_client, family["top"], family["beside"])
    for code in CODES:
        assert path(family["top"], code) == "beside/top/"
        assert path(family["second"], code) == "beside/top/second/"


def test_pages_moved_in_bulk_take_their_translations_along(admin_client, family):
    pages = [family["first"], family["second"]]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    query = "&".join(f"id={page.pk}" for page in pages)
    admin_client.post(f"{address}?{query}", {"chooser": family["beside"].pk})
    for code in CODES:
        assert [path(page, code) for page in pages] == ["beside/first/", "beside/second/"]


def test_what_is_missing_above_a_moved_translation_is_made_as_a_draft(admin_client, family, home):
    elsewhere = specimen.content(home, slug="elsewhere")
    inner = page_below(elsewhere, "inner")
    move(admin_client, family["top"], inner)
    for code in CODES:
        assert path(family["top"], code) == "elsewhere/inner/top/"
        assert not translation(elsewhere, code).live
        assert not translation(inner, code).live


def test_a_live_translation_stays_live_when_it_moves(admin_client, family):
    go_live(family["top"], "sl")
    move(admin_client, family["top"], family["beside"])
    assert translation(family["top"], "sl").live


def test_the_question_before_a_move_names_the_languages(admin_client, family):
    address = reverse(
        "wagtailadmin_pages:move_confirm", args=[family["top"].pk, family["beside"].pk]
    )
    text = admin_client.get(address).content.decode()
    assert "The translations will be moved, too: Slovenščina, Македонски." in text


# Reordering


def order(parent, code: str) -> list[str]:
    return list(translation(parent, code).get_children().values_list("slug", flat=True))


@pytest.mark.parametrize(("slug", "position"), [("second", 0), ("first", 1)])
def test_reordered_pages_are_reordered_in_every_language(admin_client, family, slug, position):
    address = reverse("wagtailadmin_pages:set_page_position", args=[family[slug].pk])
    admin_client.post(f"{address}?position={position}")
    for code in ("en", *CODES):
        assert order(family["top"], code) == ["second", "first"]


def test_a_page_goes_after_the_nearest_one_that_its_language_has(admin_client, family, sent):
    _third, fourth = (page_below(family["top"], slug) for slug in ("third", "fourth"))
    sent("sl", fourth)
    address = reverse("wagtailadmin_pages:set_page_position", args=[family["first"].pk])
    admin_client.post(f"{address}?position=2")
    assert order(family["top"], "en") == ["second", "third", "first", "fourth"]
    assert order(family["top"], "sl") == ["second", "first", "fourth"]


# Renaming


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Change the address word of a source page and publish it."""

    def run(page, slug: str) -> None:
        page.refresh_from_db()
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            specimen.publish(page)

    return run


def test_a_renamed_page_is_renamed_in_every_language(rename, family):
    rename(family["top"], "summit")
    for code in CODES:
        assert path(family["top"], code) == "summit/"
        assert path(family["first"], code) == "summit/first/"


def test_a_translation_approved_before_the_renaming_is_published_at_the_new_address(rename, family):
    target = translation(family["top"], "sl").specific
    revision = target.save_revision()
    Assignment.objects.get(
        translation__source__object_id=target.translation_key,
        translation__target_locale=target.locale,
    ).enter(State.APPROVED, revision=revision)
    target.save_revision()
    rename(family["top"], "summit")
    revision.refresh_from_db()
    revision.publish(skip_permission_checks=True)
    assert path(family["top"], "sl") == "summit/"


# Copying


def test_a_copy_starts_untranslated(admin_client, family, home):
    address = reverse("wagtailadmin_pages:copy", args=[family["top"].pk])
    admin_client.post(
        address,
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
    assert translation(family["top"], "sl")


def test_a_copy_cannot_be_an_alias(admin_client, family):
    page = admin_client.get(reverse("wagtailadmin_pages:copy", args=[family["top"].pk]))
    assert "alias" not in page.context["form"].fields
