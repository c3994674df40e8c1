"""Notify of deadlines and mail the daily digests."""

from django.core.management.base import BaseCommand
from django.db import transaction

from translation.choices import Delivery
from translation.news.mailing import deliver, deliver_digests
from translation.news.reminders import remind


class Command(BaseCommand):
    help = (
        "Remind translators of deadlines, mail the daily digests and retry failed mails. Run it "
        "once a day; a second run on the same day sends nothing twice."
    )

    def handle(self, *args, **options):
        with transaction.atomic():
            reminded = remind()
        mailed = deliver(Delivery.AT_ONCE) + deliver_digests()
        self.stdout.write(f"{reminded} reminders, {mailed} e-mails")
