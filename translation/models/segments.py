from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import String, Translation, TranslationContext

from translation.choices import TranslationOrigin


class SegmentChange(models.Model):
    """One change of the target text of a segment. Changes are never deleted.

    ``string`` is null for the override of a file, image or link; ``before`` and ``after`` are JSON
    then.
    """

    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, related_name="segment_changes"
    )
    string = models.ForeignKey(String, on_delete=models.CASCADE, null=True, related_name="+")
    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=TranslationOrigin.choices, blank=True)
    confirmed = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-changed_at", "-pk")
        indexes = [models.Index(fields=("translation", "context", "string"))]

    def __str__(self):
        return f"{self.context.path}: {self.after[:40]}"


class SegmentComment(models.Model):
    """A comment on one segment, for everybody who works on this translation.

    It may suggest another target text (``suggestion``) for the text of the segment (``string``).
    """

    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, related_name="segment_comments"
    )
    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    string = models.ForeignKey(String, on_delete=models.CASCADE, null=True, related_name="+")
    text = models.TextField(_("comment"), max_length=1000, blank=True)
    suggestion = models.TextField(_("suggested text"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("written_at", "pk")

    def __str__(self):
        return (self.text or self.suggestion)[:60]
