"""A page is found by the words of its files, as long as everybody may open them."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from core.languages import active_language
from core.models import SiteDocument
from search.query.facet_filters import FacetFilters
from search.query.parsing import parse_query
from search.results.responses import search_pages
from tests import pdfs
from tests import specimens as specimen

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

WORDS = "Wombats of Vienna"


@pytest.fixture
def tasks_are_run(django_capture_on_commit_callbacks):
    """Run background tasks at the end of the block, as at the end of a transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def document() -> SiteDocument:
    return SiteDocument.objects.create(title="Agenda", file=pdf(WORDS))


@pytest.fixture
def page(home, document, tasks_are_run):
    """A page with the document, indexed before the document was read."""
    page = specimen.content(home)
    file = {"title": "Agenda", "kind": "agenda", "language": "", "document": document.pk, "url": ""}
    page.body = specimen.stream(page, "body", ("file", file))
    with tasks_are_run():
        specimen.publish(page)
    return page


def pdf(words: str) -> ContentFile:
    return ContentFile(pdfs.written(words), "agenda.pdf")


def found(words: str) -> list[int]:
    response = search_pages(parse_query(words), active_language(), FacetFilters())
    return [version.page_id for version in response.found.versions]


def test_a_page_is_found_by_its_file_once_the_file_is_read(page, document, tasks_are_run):
    assert not found("wombats")
    with tasks_are_run():
        document.save()
    assert found("wombats") == [page.pk]


def test_a_page_is_found_by_the_words_of_a_replaced_file(page, document, tasks_are_run):
    with tasks_are_run():
        document.save()
    with tasks_are_run():
        document.file = pdf("Kangaroos of Brdo")
        document.save()
    assert found("kangaroos") == [page.pk]
    assert not found("wombats")


def test_a_word_in_the_text_counts_more_than_one_in_a_file(home, page, document, tasks_are_run):
    other = specimen.content(home, slug="other", title="Other")
    other.body = specimen.stream(other, "body", ("text", "<p>A wombat.</p>"))
    with tasks_are_run():
        document.save()
        specimen.publish(other)
    assert found("wombats") == [other.pk, page.pk]


def test_a_page_is_not_found_by_a_deleted_file(page, document, tasks_are_run):
    with tasks_are_run():
        document.save()
    with tasks_are_run():
        document.delete()
    assert not found("wombats")


def test_a_page_is_not_found_by_a_file_that_was_restricted(page, document, tasks_are_run):
    with tasks_are_run():
        document.save()
    with tasks_are_run():
        restriction = restrict(document.collection)
    assert not found("wombats")
    with tasks_are_run():
        restriction.delete()
    assert found("wombats") == [page.pk]


def test_a_page_is_found_by_a_file_that_moves_to_an_open_collection(page, document, tasks_are_run):
    open_to_all, closed = document.collection, document.collection.add_child(name="Closed")
    restrict(closed)
    with tasks_are_run():
        document.collection = closed
        document.save()
    assert not found("wombats")
    with tasks_are_run():
        document.collection = open_to_all
        document.save(update_fields=["collection"])
    assert found("wombats") == [page.pk]


def test_a_restricted_file_does_not_hide_what_an_open_one_says(home, tasks_are_run):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    page = specimen.content(home)
    with tasks_are_run():
        files = [
            SiteDocument.objects.create(title="Open", file=pdf("Kangaroos of Brdo")),
            SiteDocument.objects.create(title="Closed", file=pdf(WORDS), collection=closed),
        ]
        told = {"title": "", "kind": "agenda", "language": "", "url": ""}
        page.body = specimen.stream(
            page, "body", *(("file", {**told, "document": file.pk}) for file in files)
        )
        specimen.publish(page)
    assert found("kangaroos") == found("wombats") == [page.pk]
    with tasks_are_run():
        restrict(closed)
    assert found("kangaroos") == [page.pk]
    assert not found("wombats")


def restrict(collection: Collection) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
