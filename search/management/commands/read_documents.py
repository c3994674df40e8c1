from django.core.management.base import BaseCommand
from wagtail.documents import get_document_model

from search.document_texts import read, unread
from search.indexing import renew_pages_with

AT_ONCE = 50  # documents, after which the pages with these documents are indexed again


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
        documents = get_document_model().objects.all() if all else unread()
        ids, count = list(documents.order_by("pk").values_list("pk", flat=True)), 0
        for start in range(0, len(ids), AT_ONCE):
            chunk = get_document_model().objects.filter(pk__in=ids[start : start + AT_ONCE])
            done = [document.pk for document in chunk if read(document, again=all)]
            renew_pages_with(done)
            count += len(done)
            self.stdout.write(f"{min(start + AT_ONCE, len(ids))} of {len(ids)}")
        self.stdout.write(f"{count} documents read")
