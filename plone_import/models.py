"""The imports of Plone exports, and what each of them created."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .choices import ImportResult, PloneImportState

# A worker shows every few seconds that it is alive, except on SQLite, where it cannot.
STOPPED_AFTER = timedelta(minutes=10)
# Another worker gets the task of one that has ended, and begins again after this time of silence.
SILENT_FOR = timedelta(seconds=45)
# An import in these states can be checked again.
CHECKABLE_STATES = (PloneImportState.FAILED, PloneImportState.CHECKED)


class PloneImportQuerySet(models.QuerySet):
    def startable(self):
        """Filter to the imports that wait for a worker, or whose worker was ended."""
        silent_since = timezone.now() - SILENT_FOR
        is_abandoned = Q(state=PloneImportState.RUNNING, seen_at__lt=silent_since)
        return self.filter(Q(state=PloneImportState.WAITING) | is_abandoned)


class PloneImport(models.Model):
    """One import, from the upload or the command line: first checked, then imported.

    ``report`` is that of the last check or import, as JSON. The export itself is only kept until it
    is imported. ``file`` lies in a folder of the uploads that no web server offers.
    """

    name = models.CharField(_("file"), max_length=255)
    file = models.FileField(upload_to="plone_exports", blank=True, max_length=255)
    mapping = models.TextField(_("mapping file"), blank=True)
    time_zone = models.CharField(_("time zone of the events"), max_length=60, blank=True)
    state = models.CharField(
        _("progress"),
        max_length=10,
        choices=PloneImportState.choices,
        default=PloneImportState.WAITING,
    )
    report = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    step = models.CharField(max_length=100, blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_all = models.PositiveIntegerField(default=0)
    # What the worker has to do: import, or else only check.
    is_confirmed = models.BooleanField(default=False)
    language_code = models.CharField(max_length=20, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    # When its worker last showed that it is alive.
    seen_at = models.DateTimeField(null=True)

    objects = PloneImportQuerySet.as_manager()

    class Meta:
        ordering = ("-requested_at", "-pk")
        verbose_name = _("import from Plone")
        verbose_name_plural = _("imports from Plone")
        default_permissions = ()
        permissions = [("import_plone", "Can import content of a Plone site, and undo it")]

    def __str__(self):
        return self.name

    @property
    def is_busy(self) -> bool:
        return self.state in (PloneImportState.WAITING, PloneImportState.RUNNING)

    @property
    def is_in_progress(self) -> bool:
        """Whether somebody will finish it."""
        return self.is_busy and not self.is_stopped

    @property
    def is_stopped(self) -> bool:
        """Whether nobody will finish it: no worker has taken it, or its worker was ended."""
        since = self.seen_at or self.requested_at
        return self.is_busy and timezone.now() - since > STOPPED_AFTER

    @property
    def may_check_again(self) -> bool:
        is_ended = self.state in CHECKABLE_STATES or self.is_stopped
        return is_ended and bool(self.file)

    @property
    def may_import(self) -> bool:
        report = self.report
        is_ready = self.state == PloneImportState.CHECKED and bool(self.file)
        return is_ready and not report.get("problems") and bool(report.get("is_anything_new"))


class ImportedObject(models.Model):
    """One object of the old site that an import brought over.

    ``fingerprint`` is that of its content in the export. A later import does not touch it again.
    """

    plone_import = models.ForeignKey(
        PloneImport, on_delete=models.CASCADE, related_name="imported_objects"
    )
    uid = models.CharField(max_length=255, unique=True)
    path = models.TextField()
    type = models.CharField(max_length=100)
    result = models.CharField(max_length=12, choices=ImportResult.choices, db_column="fate")
    fingerprint = models.CharField(max_length=64)
    # The page of the source language, the document or the picture that texts link to.
    content_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.CASCADE, null=True, related_name="+"
    )
    object_id = models.CharField(max_length=36, blank=True)
    target = GenericForeignKey()
    # Where an object leads that became no page or file.
    address = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self):
        return self.path


class CreatedObject(models.Model):
    """Something that an import created on this site, in the order of creation.

    ``fingerprint``: its state at the end of the import, which tells later changes. ``data``: for a
    milestone, the id of its block in the page that was there before.
    """

    plone_import = models.ForeignKey(
        PloneImport, on_delete=models.CASCADE, related_name="created_objects"
    )
    content_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.CharField(max_length=36)
    target = GenericForeignKey()
    title = models.TextField()
    fingerprint = models.CharField(max_length=255, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self):
        return self.title
