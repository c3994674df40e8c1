from django.core.management import BaseCommand, call_command
from django.utils import timezone
from wagtail.models import Page

from core.writing.folding import VERSION
from search.indexing import renew_pages
from search.known_words import rebuild_known_words
from search.models import Entry, PageRecord
from search.unanswered import forget_old_questions


class Command(BaseCommand):
    help = (
        "Keep search in order; to be run once a night. It reads documents that were not read yet, "
        "renews pages whose text changes with the day, rebuilds the words from which mistyped "
        "words are corrected, and forgets old searches without a result."
    )

    def handle(self, *args, **options):
        call_command("read_documents", stdout=self.stdout)
        due = PageRecord.objects.filter(changes_on__lte=timezone.localdate())
        renewed = due.count()
        renew_pages(Page.objects.filter(pk__in=list(due.values_list("page", flat=True))))
        learned, forgotten = rebuild_known_words()
        questions = forget_old_questions()
        self.stdout.write(
            f"{renewed} pages renewed; {learned} words learned, {forgotten} forgotten; "
            f"{questions} old searches without a result forgotten"
        )
        outdated = Entry.objects.exclude(version=VERSION).count()
        if outdated:
            self.stdout.write(f"{outdated} entries are outdated: run update_index")
