"""Which backups were made, so that every process knows how old the last one is."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

# A backup is made every night. After a week, as much work is lost as nobody does again.
LATE_AFTER, TOO_OLD_AFTER = timedelta(days=2), timedelta(days=7)


class Backup(models.Model):
    """An archive that was complete and could be read: ``created_at`` is the time of its content."""

    created_at = models.DateTimeField(unique=True)
    name = models.CharField(max_length=255)

    class Meta:
        ordering = ("-created_at",)
        default_permissions = ()

    def __str__(self):
        return self.name

    @property
    def age(self) -> timedelta:
        return timezone.now() - self.created_at

    @property
    def is_late(self) -> bool:
        return self.age > LATE_AFTER

    @property
    def is_too_old(self) -> bool:
        return self.age > TOO_OLD_AFTER
