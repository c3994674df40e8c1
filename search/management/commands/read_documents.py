from django.core.management.base import BaseCommand
from wagtail.documents import get_document_model

from search.document_texts import read, unread
from search.indexing import renew_pages_with

AT_ONCE = 50  # documents, before the pages that hand them out are renewed


class Command(BaseCommand):
    help = (
        "Read the words of all documents that search has not read yet, or whose file is another "
        "one by now, and renew the pages that hand them out. It may be stopped at any time and "
        "goes on where it was."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="Read every document, also those already read."
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
