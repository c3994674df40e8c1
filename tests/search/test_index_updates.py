"""The index is updated after all changes of pages, documents and themes."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from core.languages import site_language
from core.models import SiteDocument, SiteImage, Theme
from home.models import ContentPage
from search.index.indexing import index_once
from search.models import IndexEntry, KnownWord, PageRecord
from search.query.facet_filters import FacetFilters
from search.query.parsing import parse_query
from search.results.responses import search_pages
from tests import specimens as specimen
from tests.public_pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def found(words: str, language: str = "en") -> list[int]:
    """The pages with all of these words, in their order."""
    given = search_pages(
        parse_query(words), site_language(language), FacetFilters(), literally=True
    )
    return [version.page_id for version in given.found.versions if not given.is_any_word]


@pytest.fixture
def page(home):
    return specimen.content(home, title="Kangaroos", summary="They jump")


@pytest.fixture
def tasks_are_run(django_capture_on_commit_callbacks):
    """Run background tasks at the end of the block, as at the end of a transaction."""

    def transaction_of_its_own():
        connection.run_on_commit.clear()
        return django_capture_on_commit_callbacks(execute=True)

    return transaction_of_its_own


# Pages


def test_a_page_is_found_from_its_publication_to_the_end_of_it(page):
    assert found("kangaroos") == [page.pk]
    page.unpublish()
    assert not found("kangaroos")
    specimen.publish(page)
    assert found("kangaroos") == [page.pk]


def test_a_draft_changes_nothing_until_it_is_published(page):
    page.title, page.summary = "Wombats", "They sleep"
    page.save_revision()
    assert found("kangaroos jump") == [page.pk]
    assert not found("wombats") + found("sleep")
    page.get_latest_revision().publish()
    assert found("wombats sleep") == [page.pk]
    assert not found("kangaroos") + found("jump")


def test_words_of_a_draft_are_never_those_of_a_published_page(home, settings):
    page = ContentPage(title="Kangaroos", slug="k", summary="Wombats", live=False)
    page.locale = home.locale
    home.add_child(instance=page)
    immediately = settings.TASKS
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    page.summary = "They jump"
    specimen.publish(page)
    assert not found("wombats") + found("kangaroos"), "the worker has not come yet"
    settings.TASKS = immediately
    specimen.publish(page)
    assert not found("wombats")
    assert found("kangaroos jump") == [page.pk]


def test_a_published_page_is_found_by_its_former_words_until_the_worker_comes(page, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    page.summary = "They sleep"
    specimen.publish(page)
    assert found("kangaroos jump") == [page.pk]


def test_an_expired_page_is_not_found_even_before_it_is_unpublished(page):
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    assert page.live
    assert not found("kangaroos")


def test_nothing_is_left_of_deleted_pages(page):
    specimen.content(page, slug="below", title="Young kangaroos")
    before = IndexEntry.objects.count()
    page.delete()
    assert not found("kangaroos")
    assert IndexEntry.objects.count() == before - 2
    assert not PageRecord.objects.filter(title__contains="angaroos").exists()


def test_a_page_that_moves_is_as_public_as_its_place(home, page):
    closed = specimen.content(home, slug="closed", title="Closed")
    specimen.restrict(closed)
    page.move(closed, "last-child")
    assert not found("kangaroos")
    Page.objects.get(pk=page.pk).move(home, "last-child")
    assert found("kangaroos") == [page.pk]


def test_a_restriction_holds_for_all_below_from_the_moment_it_is_made(page):
    below = specimen.content(page, slug="below", title="Young kangaroos")
    specimen.restrict(page)
    assert not found("kangaroos")
    PageViewRestriction.objects.get().delete()
    assert set(found("kangaroos")) == {page.pk, below.pk}


def test_results_link_to_the_current_url_of_a_page(client, home, page):
    below = specimen.content(page, slug="below", title="Wombats")
    page.slug = "animals"
    specimen.publish(page)
    soup = read(client, "/en/search/", q="wombats")
    assert soup.select_one(".entry__title a")["href"] == "/en/animals/below/"
    Page.objects.get(pk=below.pk).move(home, "last-child")
    soup = read(client, "/en/search/", q="wombats")
    assert soup.select_one(".entry__title a")["href"] == "/en/below/"


def test_what_a_transaction_rolls_back_is_not_indexed(home):
    with transaction.atomic():
        specimen.content(home, title="Kangaroos")
        assert found("kangaroos")
        transaction.set_rollback(True)
    assert not found("kangaroos")
    assert not PageRecord.objects.filter(title="Kangaroos").exists()
    assert not KnownWord.objects.filter(word="kangaroos").exists()


def test_a_copy_has_an_entry_of_its_own(home, page):
    copied = page.copy(update_attrs={"title": "Copied kangaroos", "slug": "copied"})
    assert found("copied") == [copied.pk]
    assert set(found("kangaroos")) == {page.pk, copied.pk}


def test_a_word_of_any_length_can_be_published(home):
    page = specimen.content(home, title="K" * 200, summary="кенгур" * 50)
    assert found("K" * 200) == [page.pk]


# Translations


def test_a_translation_is_found_once_it_is_published(page):
    assert PageRecord.objects.filter(translation_key=page.translation_key).count() == 1
    specimen.translate(page, "mk", "sr-cyrl", "sr-latn")
    records = PageRecord.objects.filter(translation_key=page.translation_key)
    assert {record.language for record in records} == {"en", "mk", "sr-cyrl", "sr-latn"}


def test_a_translation_is_updated_with_its_source(home, page, locale):
    specimen.translate(page, "mk")
    page.title = "Wombats"
    specimen.publish(page)
    assert found("kangaroos", "mk") == [page.get_translation(locale("mk")).pk]
    specimen.translate(page, "mk")
    assert not found("kangaroos", "mk")
    assert found("wombats", "mk") == [page.get_translation(locale("mk")).pk]


def test_the_derived_script_is_updated_with_its_origin(page, locale):
    specimen.translate(page, "sr-cyrl", "sr-latn")
    origin = page.get_translation(locale("sr-cyrl")).specific
    origin.title = "Кенгури"
    specimen.publish(origin)
    specimen.translate(origin, "sr-latn")
    derived = page.get_translation(locale("sr-latn"))
    assert found("kenguri", "sr-latn") == [derived.pk]


# Documents and images


def test_documents_and_images_are_indexed_updated_and_deleted():
    document, picture = specimen.document(), specimen.picture()
    for model, item in ((SiteDocument, document), (SiteImage, picture)):
        assert list(model.objects.search(item.title)) == [item]
        item.title = "Kangaroos"
        item.save()
        assert list(model.objects.search("kangaroo")) == [item]
        assert not list(model.objects.search("Agenda")) + list(model.objects.search("Hall"))
        entries_before = IndexEntry.objects.count()
        item.delete()
        assert IndexEntry.objects.count() == entries_before - 1


# Subjects


@pytest.fixture
def themed(home):
    """A meeting on a theme, which its own text does not name."""
    meeting = specimen.meeting(home)
    meeting.themes = [specimen.theme()]
    return specimen.publish(meeting)


def test_a_renamed_theme_finds_its_pages_by_its_current_name(themed, tasks_are_run):
    assert found("prevention") == [themed.pk]
    theme = Theme.objects.get()
    with tasks_are_run():
        theme.name = "Kangaroos"
        theme.save()
    assert found("kangaroos") == [themed.pk]
    assert not found("prevention")


def test_a_theme_renamed_in_a_block_that_indexes_once_needs_no_task(themed, tasks_are_run):
    theme = Theme.objects.get()
    with tasks_are_run() as tasks:
        with index_once():
            theme.name = "Kangaroos"
            theme.save()
        assert found("kangaroos") == [themed.pk]
    assert not tasks


def test_a_theme_that_is_translated_finds_its_pages_by_both_names(themed, tasks_are_run, locale):
    translated = Theme.objects.get().copy_for_translation(locale("mk"))
    with tasks_are_run():
        translated.name = "Превенција"
        translated.save()
    assert found("превенција", "mk") == found("prevention") == [themed.pk]


def test_a_theme_that_is_deleted_finds_nothing(themed, tasks_are_run):
    with tasks_are_run():
        Theme.objects.get().delete()
    assert not found("prevention")
    assert PageRecord.objects.get(page=themed).themes == ""


def test_a_theme_renews_its_pages_once_however_often_it_is_saved(themed, tasks_are_run):
    theme = Theme.objects.get()
    with tasks_are_run() as callbacks:
        for _ in range(3):
            theme.save()
    arguments = [getattr(callback, "arguments", None) for callback in callbacks]
    assert arguments.count((theme.slug,)) == 1
