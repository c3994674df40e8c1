from django.core.management import BaseCommand, call_command

from search.engines import engine
from search.known_words import forget_gone_words
from search.unanswered import forget_old_questions


class Command(BaseCommand):
    help = (
        "Keep search in order; to be run once a night. It reads documents that were not read yet, "
        "makes every entry anew, since a page's text may change with the day and its subjects may "
        "be called otherwise, tidies the index, and forgets words that no page has any more and "
        "old searches without a result."
    )

    def handle(self, *args, **options):
        call_command("read_documents", stdout=self.stdout)
        call_command("update_index", stdout=self.stdout)
        words = forget_gone_words()
        engine().tidy()
        questions = forget_old_questions()
        self.stdout.write(f"{words} words and {questions} old searches without a result forgotten")
