"""The uploaded documents that a page links to, in any field or block."""

import pytest

from core.attachments import AttachedFile
from tests import specimens as specimen

pytestmark = pytest.mark.django_db


def link(number: int) -> str:
    return f'<p>See <a linktype="document" id="{number}">the agenda</a>.</p>'


LINK = link(7)


def file(document: int | None, language: str = "sl") -> dict:
    return {
        "title": "Agenda",
        "kind": "agenda",
        "language": language,
        "document": document,
        "url": "" if document else "https://example.org/agenda.pdf",
    }


def with_body(home, *items: tuple):
    """Return a content page with these blocks, read from the database."""
    page = specimen.content(home)
    page.body = specimen.stream(page, "body", *items)
    page.save()
    return type(page).objects.get(pk=page.pk)


def test_a_file_block_has_the_language_of_its_record(home):
    number = specimen.document().pk
    page = with_body(home, ("file", file(number, "mk")))
    assert page.attached_files == [AttachedFile(number, "mk")]


def test_an_external_file_is_no_document(home):
    assert with_body(home, ("file", file(None))).attached_files == []


@pytest.mark.parametrize(
    "item",
    [
        ("text", LINK),
        ("notice", {"tone": "warning", "text": LINK}),
        ("questions", [{"question": "Where?", "answer": LINK}]),
    ],
    ids=lambda item: item[0],
)
def test_a_document_linked_from_rich_text_has_no_language(home, item):
    assert with_body(home, item).attached_files == [AttachedFile(7, "")]


def test_links_to_pages_and_images_are_not_included(home):
    link = f'<p><a linktype="page" id="{home.pk}">Home</a> <a href="https://a.org/">x</a></p>'
    shown = {"image": specimen.picture().pk, "alternative_text": "A hall", "caption": ""}
    assert with_body(home, ("text", link), ("picture", shown)).attached_files == []


def test_list_items_without_ids_are_read(home):
    page = specimen.content(home)
    page.body = [{"type": "questions", "value": [{"question": "Where?", "answer": LINK}]}]
    page.save()
    assert type(page).objects.get(pk=page.pk).attached_files == [AttachedFile(7, "")]


def test_a_document_is_returned_once_with_its_language_if_known(home):
    number = specimen.document().pk
    linked, listed = ("text", link(number)), ("file", file(number, "hr"))
    for items in ([linked, listed], [listed, linked, linked]):
        page = with_body(home, *items)
        assert page.attached_files == [AttachedFile(number, "hr")]
        page.delete()


def test_unsaved_content_is_read(home):
    page = specimen.content(home)
    page.body = [("text", LINK)]
    assert page.attached_files == [AttachedFile(7, "")]


def test_rich_text_outside_streams_is_read(home):
    assert specimen.meeting(home, outcome=LINK).attached_files == [AttachedFile(7, "")]


def test_it_takes_no_query(home, django_assert_num_queries):
    made = specimen.every_kind(home)
    number = made.document.pk
    expected = {
        "ContentPage": [(number, "sl")],
        "MeetingPage": [(number, "sl")],
        "DeclarationPage": [(number, "en")],
    }
    for kind, page in made.pages.items():
        page = type(page).objects.get(pk=page.pk)
        with django_assert_num_queries(0):
            assert page.attached_files == expected.get(kind, []), kind
