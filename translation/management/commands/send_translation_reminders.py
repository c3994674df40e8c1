from django.core.management.base import BaseCommand
from django.db import transaction

from translation.choices import Delivery
from translation.news.mailing import deliver, deliver_digests
from translation.news.reminders import remind


class Command(BaseCommand):
    help = (
        "Remind translators of deadlines, mail the daily digests and what could not be mailed "
        "before. Run it once a day; running it again tells nobody anything twice."
    )

    def handle(self, *args, **options):
        with transaction.atomic():
            reminded = remind()
        letters = deliver(Delivery.AT_ONCE) + deliver_digests()
        self.stdout.write(f"{reminded} deadlines, {letters} letters")
