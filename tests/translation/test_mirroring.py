"""What happens to a source page happens to its translations, through every door of the admin."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from tests import specimens as specimen
from translation.actions.write import WriteSegment
from translation.choices import State
from translation.models import Assignment, SegmentChange
from translation.segments import load_segments

pytestmark = pytest.mark.django_db

CODES = ("sl", "mk")


@pytest.fixture(autouse=True)
def _tree_is_whole(db):
    """After everything that a test does, the page tree is in order and knows no aliases."""
    yield
    assert not any(Page.find_problems())
    assert not Page.objects.filter(alias_of__isnull=False).exists()


@pytest.fixture
def family(home, sent):
    """A page with two pages below it, all of them drafts in two languages; and a page beside it."""
    top = specimen.content(home, slug="top", title="Top")
    below = [_below(top, slug) for slug in ("first", "second")]
    beside = specimen.content(home, slug="beside", title="Beside")
    for page in (top, *below, beside):
        for code in CODES:
            sent(code, page)
    return {page.slug: page for page in (top, *below, beside)}


def _below(parent, slug):
    page = type(parent)(slug=slug, title=slug.title(), locale=parent.locale)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return specimen.publish(page)


def translation(page, code: str) -> Page:
    return Page.objects.get(translation_key=page.translation_key, locale__language_code=code)


def path(page, code: str) -> str:
    """The address of a page below the home page of a language."""
    return "/".join(translation(page, code).url_path.split("/")[2:])


def go_live(page, *codes: str) -> None:
    """Publish translations as an approval does."""
    for code in codes:
        target = translation(page, code).specific
        revision = target.save_revision()
        assignment = Assignment.objects.get(
            translation__source__object_id=page.translation_key,
            translation__target_locale=target.locale,
        )
        assignment.enter(State.APPROVED, revision=revision)
        revision.publish(skip_permission_checks=True)


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
    inner = _below(elsewhere, "inner")
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
    _third, fourth = (_below(family["top"], slug) for slug in ("third", "fourth"))
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
