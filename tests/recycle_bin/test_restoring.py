"""Deleting and restoring: place, address, live state and translations come back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry

from core.site_tree import is_in_site_tree
from recycle_bin.actions.delete import MoveToRecycleBin
from recycle_bin.actions.refusals import RecycleBinRefusedError
from recycle_bin.actions.restore import RestoreFromRecycleBin, RestorePlaceMissingError
from recycle_bin.models import RecycleBinEntry, RecycledPage
from tests import specimens as specimen

from .conftest import delete, in_language, outline

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("about_of_module"),
]


def restore(entry, user=None, **values):
    return RestoreFromRecycleBin(entry, user, **values).execute()


@pytest.mark.postgresql
def test_a_deleted_page_leaves_the_site_with_all_its_translations(about):
    entry = delete(about)
    pages = Page.objects.filter(translation_key=about.translation_key)
    assert pages.count() == 5
    assert not any(is_in_site_tree(page) or page.live for page in pages)
    assert entry.languages[0].code == "en"
    assert {language.code for language in entry.languages} == {
        "en",
        "sl",
        "mk",
        "sr-cyrl",
        "sr-latn",
    }


@pytest.mark.postgresql
def test_restoring_brings_everything_back_as_it_was(about, home):
    specimen.content(Page.objects.get(pk=home.pk).specific, slug="after", title="After")
    about.title = "A draft"
    about.save_revision()
    before = outline()
    entry = delete(about)
    assert len(outline()) == len(before) - 10
    restore(entry)
    assert outline() == before
    assert not RecycleBinEntry.objects.exists()
    assert not RecycledPage.objects.exists()
    assert Page.objects.exclude(path__startswith="0001").count() == 1


def test_one_language_is_deleted_and_restored_alone(about):
    before = outline()
    entry = delete(in_language(about, "sl"))
    assert is_in_site_tree(in_language(about, "mk"))
    assert not is_in_site_tree(in_language(about, "sl"))
    restore(entry)
    assert outline() == before


def test_a_derived_script_goes_with_its_origin(about):
    before = outline()
    entry = delete(in_language(about, "sr-cyrl"))
    assert not is_in_site_tree(in_language(about, "sr-latn"))
    restore(entry)
    assert outline() == before


def test_a_translation_follows_what_became_of_its_source(about, home):
    entry = delete(in_language(about, "sl"))
    other = specimen.content(Page.objects.get(pk=home.pk).specific, slug="other", title="Other")
    specimen.translate(other, "sl")
    source = Page.objects.get(pk=about.pk).specific
    source.slug = "renamed"
    source.save()
    Page.objects.get(pk=about.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert not is_in_site_tree(in_language(about, "sl"))
    restore(entry)
    restored = in_language(about, "sl")
    assert restored.slug == "renamed"
    assert restored.get_parent() == in_language(other, "sl")


def test_a_translation_is_not_restored_before_its_source(about):
    alone = delete(in_language(about, "sl"))
    delete(about)
    with pytest.raises(RecycleBinRefusedError, match="in English first"):
        restore(alone)


def test_a_page_deleted_alone_in_one_language_stays_there_when_the_source_comes_back(about):
    alone = delete(in_language(about, "sl"))
    entry = delete(about)
    restore(entry)
    assert is_in_site_tree(in_language(about, "mk"))
    assert not is_in_site_tree(in_language(about, "sl"))
    restore(alone)
    assert in_language(about, "sl").live


def test_the_parent_was_deleted_too(about, home):
    below = Page.objects.get(slug="team", locale=about.locale)
    entry = delete(below)
    delete(about)
    with pytest.raises(RestorePlaceMissingError):
        restore(entry)
    result = restore(entry, parent=Page.objects.get(pk=home.pk))
    assert result.page.get_parent().pk == home.pk
    assert in_language(below, "sl").get_parent() == in_language(home, "sl")


def test_a_page_is_not_restored_to_a_place_where_its_type_is_not_allowed(home):
    meeting = specimen.meeting(home)
    entry = delete(meeting)
    with pytest.raises(RestorePlaceMissingError, match="cannot be there"):
        restore(entry, parent=Page.objects.get(pk=home.pk))


def test_a_section_is_not_restored_beside_its_successor(home):
    section = home.get_children().get(slug="states").specific
    entry = delete(section)
    home.refresh_from_db()
    home.add_child(instance=type(section)(title="States", slug="states-2", locale=home.locale))
    with pytest.raises(RestorePlaceMissingError):
        restore(entry)


@pytest.mark.postgresql
def test_an_address_that_was_taken_needs_another(about, home, client):
    entry = delete(about)
    specimen.content(Page.objects.get(pk=home.pk).specific, slug="about", title="New")
    with pytest.raises(ValidationError) as refused:
        restore(entry)
    assert refused.value.message_dict["slug"] == [
        "“about” is the address of another page by now. Choose another one."
    ]
    restore(entry, slug="about-before")
    assert {in_language(about, code).slug for code in ("en", "sl", "sr-latn")} == {"about-before"}
    assert client.get("/sl/about/team/").headers["Location"].endswith("/sl/about-before/team/")
    restored = Page.objects.get(pk=about.pk)
    specimen.publish(restored.get_latest_revision_as_object())
    assert Page.objects.get(pk=about.pk).slug == "about-before"


def test_the_site_records_the_old_address_when_a_page_is_restored_elsewhere(about, client):
    entry = delete(about)
    assert not Redirect.objects.exists()
    restore(entry, slug="about-before")
    below = Page.objects.get(slug="team", locale=about.locale)
    assert dict(Redirect.objects.values_list("old_path", "redirect_page")) == {
        "/about": about.pk,
        "/about/team": below.pk,
    }
    assert client.get("/bg/about/").headers["Location"].endswith("/bg/about-before/")


def test_a_planned_publication_waits_in_vain_while_the_page_is_deleted(home):
    page = specimen.content(home, slug="planned")
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    entry = delete(page)
    assert not page.revisions.exclude(approved_go_live_at=None).exists()
    restore(entry)
    assert page.revisions.exclude(approved_go_live_at=None).exists()


def test_a_date_that_passed_leaves_a_draft(home):
    page = specimen.content(home, slug="planned")
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    entry = delete(page)
    RecycledPage.objects.update(scheduled_at=timezone.now() - timedelta(hours=1))
    assert restore(entry).has_missed_schedule
    assert not page.revisions.exclude(approved_go_live_at=None).exists()


@pytest.mark.postgresql
def test_two_people_delete_and_restore_the_same_page(about):
    stale = Page.objects.get(pk=about.pk)
    entry = delete(about)
    with pytest.raises(RecycleBinRefusedError, match="deleted this page meanwhile"):
        MoveToRecycleBin(stale).execute(skip_permission_checks=True)
    again = RecycleBinEntry.objects.get(pk=entry.pk)
    restore(entry)
    with pytest.raises(RecycleBinRefusedError, match="meanwhile"):
        restore(again)


def test_a_home_page_is_not_deleted(home):
    with pytest.raises(RecycleBinRefusedError, match="home page"):
        delete(home)


def test_the_history_of_the_page_tells_it(about, editor):
    entry = delete(about, editor)
    restore(entry, editor)
    actions = PageLogEntry.objects.filter(page=about.pk, action__startswith="recycle_bin.")
    assert set(actions.values_list("action", "user")) == {
        ("recycle_bin.delete", editor.pk),
        ("recycle_bin.restore", editor.pk),
    }


@pytest.mark.postgresql
def test_a_failure_in_the_middle_changes_nothing(about, monkeypatch):
    before = outline()
    monkeypatch.setattr(MoveToRecycleBin, "_withdraw", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        delete(about)
    assert outline() == before
    assert not RecycleBinEntry.objects.exists()


def test_a_translation_below_a_deleted_one_follows_its_own_source(about, home):
    other = specimen.content(Page.objects.get(pk=home.pk).specific, slug="other", title="Other")
    specimen.translate(other, "sl", "mk")
    below = Page.objects.get(slug="team", locale=about.locale)
    slovenian, macedonian = delete(in_language(about, "sl")), delete(in_language(about, "mk"))
    Page.objects.get(pk=below.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    restore(slovenian)
    assert in_language(below, "sl").get_parent() == in_language(other, "sl")
    deleted = delete(below)
    restore(macedonian)
    assert is_in_site_tree(in_language(about, "mk"))
    assert not is_in_site_tree(in_language(below, "mk"))
    restore(deleted)
    assert in_language(below, "mk").get_parent() == in_language(other, "mk")
    assert in_language(below, "mk").live
    assert not RecycleBinEntry.objects.exists()
