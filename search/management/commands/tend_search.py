from django.core.management import BaseCommand, call_command

from search.index.engines import get_engine
from search.upkeep.known_word_cleanup import delete_unused_words
from search.upkeep.unanswered import delete_old_queries


class Command(BaseCommand):
    help = (
        "Nightly maintenance of search. It extracts the texts of documents that were not read "
        "yet, updates all entries, since the text of a page may depend on the date and the names "
        "of its subjects may have changed, optimises the index, and deletes words that no page "
        "contains any more and old searches without a result."
    )

    def handle(self, *args, **options):
        call_command("read_documents", stdout=self.stdout)
        call_command("update_index", stdout=self.stdout)
        words = delete_unused_words()
        get_engine().optimise()
        searches = delete_old_queries()
        self.stdout.write(f"{words} words and {searches} old searches without a result deleted")
