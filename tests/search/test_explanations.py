"""The form of a document shows editors what search finds of its file."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from core.models import SiteDocument
from search.choices import ExtractionOutcome
from search.models import DocumentText
from search.upkeep.explanations import PROBLEMS, explain_document_search
from tests import pdfs
from tests.public_pages import element_text, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> SiteDocument:
    return SiteDocument.objects.create(
        title="Agenda", file=ContentFile(pdfs.written("Agenda"), "agenda.pdf"), file_size=1
    )


def keep(document: SiteDocument, outcome: ExtractionOutcome, text: str = "") -> None:
    DocumentText.objects.create(document=document, outcome=outcome, text=text, file_hash="0")


@pytest.mark.parametrize("outcome", ExtractionOutcome)
def test_every_outcome_is_explained(document, outcome):
    keep(document, outcome, "One two")
    explanation = explain_document_search(document)
    assert explanation.text
    assert explanation.is_problem == (outcome in PROBLEMS)


def test_the_words_that_search_knows_are_counted(document):
    keep(document, ExtractionOutcome.READ, "word " * 12_345)
    assert (
        explain_document_search(document).text
        == "Search finds the words of this file (12,345 words)."
    )


def test_of_a_long_file_the_words_that_search_knows_are_counted(document):
    keep(document, ExtractionOutcome.BEGINNING, "word " * 12_345)
    assert (
        explain_document_search(document).text
        == "This file is long: search finds its first 12,345 words."
    )


def test_an_unread_document_is_reported_as_unread(document):
    assert explain_document_search(document).text == "Search has not read this file yet."


def test_of_a_restricted_document_no_words_are_promised(document):
    keep(document, ExtractionOutcome.READ, "One two")
    CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(),
        restriction_type=CollectionViewRestriction.LOGIN,
    )
    assert "ignores its words" in explain_document_search(document).text


def form_of(document: SiteDocument, client) -> str:
    return element_text(read(client, reverse("wagtaildocs:edit", args=[document.pk])))


def test_the_form_shows_the_number_of_words_beside_wagtails_statistics(document, admin_client):
    keep(document, ExtractionOutcome.READ, "One two")
    shown = form_of(document, admin_client)
    assert "Search finds the words of this file (2 words)." in shown
    assert "Used 0 times" in shown


def test_the_form_warns_of_a_scan(document, admin_client):
    keep(document, ExtractionOutcome.NO_TEXT)
    assert "This file is a scan without text" in form_of(document, admin_client)


def test_a_scan_that_is_replaced_on_the_form_is_read(
    document, admin_client, django_capture_on_commit_callbacks
):
    keep(document, ExtractionOutcome.NO_TEXT)
    file = ContentFile(pdfs.written("Three whole words"), "agenda.pdf")
    data = {"title": "Agenda", "collection": document.collection_id, "tags": "", "file": file}
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(reverse("wagtaildocs:edit", args=[document.pk]), data)
    assert "(3 words)" in form_of(document, admin_client)
