"""Undoing an import: exactly what it created, unless people have changed it."""

from dataclasses import dataclass

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationSource

from core.models import SiteDocument, SiteImage
from editorial.models import PageReview
from home.models import ContentPage, HistoryPage
from plone_import.actions import ChangedSinceImportError, UndoPloneImport
from plone_import.models import CreatedObject, ImportedObject, PloneImport
from recycle_bin.actions.delete import MoveToRecycleBin
from recycle_bin.models import RecycleBinEntry, RecycledPage
from tests import specimens as specimen
from tests.plone_export import small_site
from translation.actions.write import WriteSegment
from translation.models import Assignment
from translation.segments.text import load_segments

from .conftest import import_of, import_without_problems

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("imported_site"),
]

MODELS = (Page, SiteDocument, SiteImage, Redirect, TranslationSource, StringTranslation)
MILESTONE = '[[rules]]\npath = "en/founded"\nbecomes = "milestone"'


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


@dataclass(frozen=True)
class Imported:
    """An import, and how much there was before it."""

    record_id: int
    counts: list[int]
    reviews: int


@pytest.fixture(scope="module")
def imported_site(home_of_module, tmp_path_factory) -> Imported:
    """The small site, which is imported into a site with a page of its own."""
    specimen.content(home_of_module, slug="own")
    before = counts(), PageReview.objects.count()
    report = import_without_problems(import_of(small_site(), tmp_path_factory.mktemp("export")))
    return Imported(report.record.pk, *before)


@pytest.fixture
def imported(imported_site, db) -> PloneImport:
    return PloneImport.objects.get(pk=imported_site.record_id)


def about() -> ContentPage:
    return ContentPage.objects.get(slug="about", locale__language_code="en")


@pytest.mark.postgresql
def test_what_an_import_created_is_removed_and_nothing_else(imported, imported_site):
    UndoPloneImport(imported).execute()
    assert counts() == imported_site.counts
    assert not CreatedObject.objects.exists()
    assert not ImportedObject.objects.exists()
    assert not any(Page.find_problems())


def test_what_was_undone_can_be_imported_again(imported, run_import, site):
    UndoPloneImport(imported).execute()
    run_import(site)
    assert about().live


@pytest.mark.postgresql
def test_a_milestone_is_removed_and_the_others_stay(home, run_import, site):
    history = HistoryPage.objects.child_of(home).get()
    values = {"start_date": "2010-10-20", "date_precision": "day", "title": "A beginning"}
    history.milestones = specimen.stream(history, "milestones", ("milestone", values))
    specimen.publish(history)
    before = [block.id for block in history.milestones]
    site.add("News Item", "en/founded", "<p>Founded.</p>")
    record = run_import(site, MILESTONE).record
    history.refresh_from_db()
    assert len(history.milestones) == len(before) + 1
    UndoPloneImport(record).execute()
    history.refresh_from_db()
    assert [block.id for block in history.milestones] == before


@pytest.mark.postgresql
def test_a_page_that_was_edited_since_prevents_it(imported):
    page = about()
    page.title = "Edited"
    specimen.publish(page)
    before = counts()
    with pytest.raises(ChangedSinceImportError) as refused:
        UndoPloneImport(imported).execute()
    assert "Edited" in refused.value.messages[0]
    assert counts() == before


def test_a_page_that_was_added_below_prevents_it(imported):
    page = ContentPage(title="Below", slug="below", locale=about().locale)
    about().add_child(instance=page)
    with pytest.raises(ChangedSinceImportError, match="Below"):
        UndoPloneImport(imported).execute()


def test_the_work_of_a_translator_prevents_it(imported):
    page = ContentPage.objects.get(slug="about", locale__language_code="mk")
    assignment = Assignment.objects.get_for_instance_or_none(page)
    [segment, *_others] = [
        item for item in load_segments(assignment.translation) if not item.target
    ]
    user = get_user_model().objects.create_superuser("admin")
    WriteSegment(user, assignment, segment, "Текст").execute()
    with pytest.raises(ChangedSinceImportError):
        UndoPloneImport(imported).execute()


def test_a_renamed_document_prevents_it(imported):
    document = SiteDocument.objects.get()
    document.title = "Another title"
    document.save()
    with pytest.raises(ChangedSinceImportError, match="Another title"):
        UndoPloneImport(imported).execute()


def test_what_people_have_deleted_since_does_not_prevent_it(imported):
    about().delete()
    UndoPloneImport(imported).execute()
    assert not SiteDocument.objects.exists()


@pytest.mark.parametrize("code", ["en", "mk"])
def test_what_is_in_the_recycle_bin_is_removed_from_it(imported, imported_site, code):
    before = imported_site.counts
    page = ContentPage.objects.get(slug="about", locale__language_code=code)
    MoveToRecycleBin(page).execute(skip_permission_checks=True)
    UndoPloneImport(imported).execute()
    assert counts() == [before[0] + 1, *before[1:]]  # the root of the recycle bin stays
    assert not RecycleBinEntry.objects.exists()
    assert not RecycledPage.objects.exists()
    assert not any(Page.find_problems())
    assert Client().get("/en/about/").status_code == 404


def test_a_page_of_others_that_was_deleted_with_an_imported_one_prevents_it(imported):
    page = ContentPage(title="Below", slug="below", locale=about().locale)
    about().add_child(instance=page)
    MoveToRecycleBin(about()).execute(skip_permission_checks=True)
    with pytest.raises(ChangedSinceImportError, match="Below"):
        UndoPloneImport(imported).execute()


def test_an_imported_page_that_was_deleted_with_one_of_others_leaves_that_one(imported):
    own = ContentPage.objects.get(slug="own")
    about().move(own, pos="last-child")
    entry = MoveToRecycleBin(own).execute(skip_permission_checks=True)
    UndoPloneImport(imported).execute()
    assert {row.translation_key for row in entry.pages.all()} == {own.translation_key}
    assert Page.objects.get(pk=own.pk).get_children().count() == 0


def test_the_reviews_of_imported_pages_are_removed_with_them(imported, imported_site):
    assert PageReview.objects.count() > imported_site.reviews
    UndoPloneImport(imported).execute()
    assert PageReview.objects.count() == imported_site.reviews


def test_it_is_undone_once(imported):
    UndoPloneImport(imported).execute()
    with pytest.raises(ValidationError, match="nothing to undo"):
        UndoPloneImport(imported).execute()
