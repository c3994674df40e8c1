from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class MemoryFile(models.Model):
    """An imported file of a translation memory. Its units are removed with it."""

    name = models.CharField(max_length=255)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("translation memory file")
        verbose_name_plural = _("translation memory files")
        ordering = ("-imported_at", "-pk")

    def __str__(self):
        return self.name


class MemoryUnit(models.Model):
    """A translation from an imported file, beside the confirmed translations of pages.

    ``source`` and ``target`` are strings of wagtail-localize, and the hashes those of
    ``String.data_hash``: a text of any length can be looked up by them.
    """

    file = models.ForeignKey(MemoryFile, on_delete=models.CASCADE, related_name="units")
    source_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    target_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    source = models.TextField()
    target = models.TextField()
    source_hash = models.UUIDField()
    target_hash = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("target_locale", "source_locale", "source_hash", "target_hash"),
                name="one_memory_unit_per_translation",
            )
        ]

    def __str__(self):
        return self.source[:60]
