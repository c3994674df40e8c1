from datetime import timedelta

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import timezone

from audit.models import AuditLogEntry


class Command(BaseCommand):
    help = (
        "Delete the entries of the audit log that are older than AUDIT_LOG_RETENTION_DAYS: those "
        "that have addresses of clients. The history of pages remains. Run it every night."
    )

    def handle(self, *args, **options):
        oldest = timezone.now() - timedelta(days=settings.AUDIT_LOG_RETENTION_DAYS)
        count = AuditLogEntry.objects.filter(timestamp__lt=oldest).count()
        AuditLogEntry.objects.filter(timestamp__lt=oldest).delete()
        self.stdout.write(f"{count} entries of the audit log deleted")
