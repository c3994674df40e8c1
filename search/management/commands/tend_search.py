from django.core.management import BaseCommand, call_command

from search.engines import engine
from search.known_word_cleanup import forget_gone_words
from search.unanswered import forget_old_questions


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
        words = forget_gone_words()
        engine().optimise()
        searches = forget_old_questions()
        self.stdout.write(f"{words} words and {searches} old searches without a result deleted")
