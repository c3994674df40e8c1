"""Remind those who are responsible of pages whose review is due."""

from django.core.management.base import BaseCommand

from editorial.actions import PlanMissingReviews
from editorial.reminders import send_review_reminders


class Command(BaseCommand):
    help = "Mail reminders of reviews that are due. Run it once a day; nothing is sent twice."

    def handle(self, *args, **options):
        PlanMissingReviews().execute()
        self.stdout.write(f"{send_review_reminders()} e-mails")
