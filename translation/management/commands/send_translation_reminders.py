"""Notify of deadlines and mail the daily digests."""

from django.core.management.base import BaseCommand
from django.db import transaction

from translation.choices import NotificationDelivery
from translation.notifications.mail import mail_digests, mail_notifications
from translation.notifications.reminders import notify_of_deadlines


class Command(BaseCommand):
    help = (
        "Remind translators of deadlines, mail the daily digests and retry failed mails. Run it "
        "once a day; a second run on the same day sends nothing twice."
    )

    def handle(self, *args, **options):
        with transaction.atomic():
            reminded = notify_of_deadlines()
        mailed = mail_notifications(NotificationDelivery.AT_ONCE) + mail_digests()
        self.stdout.write(f"{reminded} reminders, {mailed} e-mails")
