"""The text of a document is extracted after its upload, and deleted with its file."""

from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.models import Collection, ReferenceIndex

from core.models import SiteDocument
from search.choices import ExtractionOutcome
from search.models import DocumentText
from search.upkeep import document_texts
from search.upkeep.extraction import TextExtraction
from tests import pdfs

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def upload(words: str = "First words", name: str = "agenda.pdf") -> SiteDocument:
    """Create a document with a file hash, as Wagtail's form does."""
    document = SiteDocument(title="Agenda")
    replace(document, words, name)
    return document


def replace(document: SiteDocument, words: str, name: str = "agenda.pdf") -> None:
    document.file.save(name, ContentFile(pdfs.written(words)), save=False)
    document._set_document_file_metadata()
    document.save()


def text_of(document: SiteDocument) -> str:
    return DocumentText.objects.get(document=document).text


@pytest.fixture
def tasks_are_run(django_capture_on_commit_callbacks):
    """Run background tasks at the end of the block, as at the end of a transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_an_uploaded_file_is_read(tasks_are_run):
    with tasks_are_run():
        document = upload()
    assert text_of(document) == "First words"


def test_a_file_without_words_keeps_the_reason(tasks_are_run):
    with tasks_are_run():
        document = SiteDocument.objects.create(
            title="Scan", file=ContentFile(pdfs.scan(), "scan.pdf")
        )
    found = DocumentText.objects.get(document=document)
    assert (found.outcome, found.text) == (ExtractionOutcome.NO_TEXT, "")


def test_a_replaced_file_is_read_again(tasks_are_run):
    with tasks_are_run():
        document = upload()
    with tasks_are_run():
        replace(document, "Other words")
    assert text_of(document) == "Other words"


def test_the_words_of_a_replaced_file_are_gone_at_once(tasks_are_run):
    with tasks_are_run():
        document = upload()
    replace(document, "Other words")
    assert not DocumentText.objects.exists()


def test_a_file_is_not_read_twice_for_another_title(tasks_are_run, monkeypatch):
    with tasks_are_run():
        document = upload()
    monkeypatch.setattr(document_texts, "extract_text", lambda file: pytest.fail("read again"))
    with tasks_are_run():
        document.title = "Programme"
        document.save()
    assert text_of(document) == "First words"


def test_a_deleted_document_leaves_nothing(tasks_are_run):
    with tasks_are_run():
        document = upload()
    with tasks_are_run():
        document.delete()
    assert not DocumentText.objects.exists()


def test_a_document_deleted_while_it_is_read_leaves_nothing(monkeypatch):
    document = upload()

    def extract_text(file):
        SiteDocument.objects.filter(pk=document.pk).delete()
        return TextExtraction(ExtractionOutcome.READ, "First words")

    monkeypatch.setattr(document_texts, "extract_text", extract_text)
    assert not document_texts.update_document_text(document)
    assert not DocumentText.objects.exists()


def test_what_was_read_of_a_file_replaced_meanwhile_is_dropped(monkeypatch):
    document = upload()

    def extract_text(file):
        replace(SiteDocument.objects.get(pk=document.pk), "Other words")
        return TextExtraction(ExtractionOutcome.READ, "First words")

    monkeypatch.setattr(document_texts, "extract_text", extract_text)
    assert not document_texts.update_document_text(document)
    assert not DocumentText.objects.exists()


def test_indexing_is_no_usage_of_a_document(tasks_are_run):
    with tasks_are_run():
        document = upload()
    assert DocumentText.objects.exists()
    assert not ReferenceIndex.get_references_to(document).exists()


def read_documents(**options) -> str:
    output = StringIO()
    call_command("read_documents", stdout=output, **options)
    return output.getvalue()


def test_the_command_reads_what_was_not_read():
    upload("One"), upload("Two")
    assert "2 documents read" in read_documents()
    assert sorted(DocumentText.objects.values_list("text", flat=True)) == ["One", "Two"]
    assert "0 documents read" in read_documents()


def test_the_command_reads_a_file_that_was_replaced_without_a_signal():
    document = upload()
    read_documents()
    replace(document, "Other words")
    assert "1 documents read" in read_documents()
    assert text_of(document) == "Other words"


def test_the_command_reads_every_document_again_when_told_to():
    document = upload()
    read_documents()
    DocumentText.objects.update(text="")
    assert "1 documents read" in read_documents(all=True)
    assert text_of(document) == "First words"


def test_the_command_works_in_batches_and_reports_its_progress(monkeypatch):
    monkeypatch.setattr("search.management.commands.read_documents.BATCH_SIZE", 2)
    for words in ("One", "Two", "Three"):
        upload(words)
    assert read_documents().splitlines() == ["2 of 3", "3 of 3", "3 documents read"]


def test_a_missing_file_does_not_keep_the_others_from_being_read():
    missing, present = upload("One"), upload("Two")
    missing.file.storage.delete(missing.file.name)
    assert "1 documents read" in read_documents()
    assert DocumentText.objects.get().document == present


def test_a_document_in_another_collection_keeps_its_words(tasks_are_run):
    with tasks_are_run():
        document = upload()
    with tasks_are_run():
        document.collection = Collection.get_first_root_node().add_child(name="Elsewhere")
        document.save(update_fields=["collection"])
    assert text_of(document) == "First words"
