from django.core.management.base import BaseCommand
from wagtail.documents import get_document_model

from search.index.indexing import reindex_pages_with_documents
from search.upkeep.document_texts import unread_documents, update_document_text

BATCH_SIZE = 50  # documents, after which the pages with these documents are indexed again


class Command(BaseCommand):
    help = (
        "Extract the texts of all documents without a stored text, or whose file has been "
        "replaced, and index the pages with these documents again. It may be interrupted at any "
        "time and then continues where it stopped."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="Extract the texts of all documents again."
        )

    def handle(self, *args, all, **options):
        documents = get_document_model().objects.all() if all else unread_documents()
        ids, count = list(documents.order_by("pk").values_list("pk", flat=True)), 0
        for start in range(0, len(ids), BATCH_SIZE):
            chunk = get_document_model().objects.filter(pk__in=ids[start : start + BATCH_SIZE])
            done = [document.pk for document in chunk if update_document_text(document, again=all)]
            reindex_pages_with_documents(done)
            count += len(done)
            self.stdout.write(f"{min(start + BATCH_SIZE, len(ids))} of {len(ids)}")
        self.stdout.write(f"{count} documents read")
