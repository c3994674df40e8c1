"""Links in rich text, which lead to the page in the reader's language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from core.link_targets import linked_page_urls
from core.request_cache import new_request_cache
from core.routing import page_resolver
from tests import specimens as specimen
from tests.public_pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(home):
    return specimen.content(home, slug="privacy", title="Privacy")


@pytest.fixture
def page(home, target):
    """A page with a link in its text, in an answer, and in a notice."""
    link = f'<p><a linktype="page" id="{target.pk}">our privacy</a></p>'
    made = specimen.content(home)
    made.body = specimen.stream(
        made,
        "body",
        ("text", link),
        ("notice", {"tone": "warning", "text": link}),
        ("questions", [{"question": "Why?", "answer": link}]),
    )
    return specimen.publish(made)


def links(client, path: str) -> list:
    return [tag.get("href") for tag in read(client, path).select(".story a")]


@pytest.mark.parametrize("code", ["en", "mk", "sr-latn"])
def test_a_link_leads_to_the_page_in_the_language_of_the_reader(client, page, code):
    specimen.translate(page, "mk")
    assert links(client, f"/{code}/about/") == [f"/{code}/privacy/"] * 3


def test_a_link_to_a_page_that_is_not_published_is_plain_text(client, page, target):
    target.unpublish()
    assert links(client, "/en/about/") == [None] * 3
    assert "our privacy" in read(client, "/en/about/").select_one(".story").get_text()


def test_a_link_to_a_page_that_is_deleted_is_plain_text(client, page, target):
    Page.objects.get(pk=target.pk).delete()
    assert links(client, "/en/about/") == [None] * 3


def test_a_link_to_an_unpublished_page_leads_to_its_live_translation(client, page, target):
    specimen.translate(target, "mk")
    Page.objects.filter(pk=target.pk).update(live=False)
    assert links(client, "/mk/about/") == ["/mk/privacy/"] * 3
    assert links(client, "/hr/about/") == [None] * 3


def test_all_links_of_a_page_take_one_query(target):
    pages = [str(target.pk), str(target.get_parent().pk), "999999", ""]
    with new_request_cache():
        assert page_resolver().top_pages  # as every page does
        with CaptureQueriesContext(connection) as queries:
            found = linked_page_urls(pages)
            linked_page_urls(pages)
    assert len(queries) == 1
    assert found[str(target.pk)] == "/en/privacy/"
    assert found["999999"] == ""


def test_cached_urls_are_those_of_the_active_language(target, language):
    with new_request_cache():
        linked_page_urls([str(target.pk)])
        with language("mk"):
            assert linked_page_urls([str(target.pk)])[str(target.pk)] == "/mk/privacy/"


def test_a_link_to_another_website_is_unchanged(client, home):
    page = specimen.content(home)
    page.body = specimen.stream(
        page, "body", ("text", '<p><a href="https://example.org/?a=1&amp;b=2">out</a></p>')
    )
    specimen.publish(page)
    assert links(client, "/mk/about/") == ["https://example.org/?a=1&b=2"]


def test_a_list_of_pages_is_in_the_chosen_order_and_the_language_of_the_reader(client, home):
    chosen = [specimen.content(home, slug=slug, title=slug) for slug in ("one", "two", "three")]
    specimen.translate(chosen[0], "mk")
    chosen[1].unpublish()
    page = specimen.content(home)
    page.body = specimen.stream(
        page, "body", ("page_links", [chosen[2].pk, chosen[1].pk, chosen[0].pk])
    )
    specimen.publish(page)
    titles = [tag.get_text() for tag in read(client, "/mk/about/").select(".entry__title")]
    assert titles == ["three", "mk one"]


def test_documents_in_many_texts_take_one_query(client, home):
    link = f'<p><a linktype="document" id="{specimen.document().pk}">the agenda</a></p>'
    other = f'<p><a linktype="document" id="{specimen.document().pk}">the other one</a></p>'
    page = specimen.content(home, slug="files")
    page.body = specimen.stream(page, "body", ("text", link), ("text", other), ("text", link))
    specimen.publish(page)
    with CaptureQueriesContext(connection) as queries:
        assert len(links(client, "/en/files/")) == 3
    asked = [query for query in queries if 'FROM "core_sitedocument"' in query["sql"]]
    assert len(asked) == 1


def test_a_link_to_a_deleted_document_is_plain_text(client, home):
    gone = specimen.document()
    page = specimen.content(home, slug="files")
    link = f'<p><a linktype="document" id="{gone.pk}">the agenda</a></p>'
    page.body = specimen.stream(page, "body", ("text", link))
    specimen.publish(page)
    gone.delete()
    assert links(client, "/en/files/") == [None]
