"""What was deleted: by whom, when, from where, and in which state each page was.

The rows stay when the pages are purged. They are how readers learn, at the old address, that a page
was removed; the titles are erased.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.languages import Language, site_language

MAX_PATH_LENGTH = 2000  # characters; PostgreSQL cannot index much longer values


class RecycleBinEntryQuerySet(models.QuerySet):
    def in_bin(self):
        """Return the entries that can be restored."""
        return self.filter(purged_at=None)

    def locked(self):
        return self.select_for_update(of=("self",), no_key=True)


class RecycleBinEntry(models.Model):
    """One deletion: a page with its descendants, and the same in the languages made from it."""

    title = models.CharField(_("page"), max_length=255)
    deleted_at = models.DateTimeField(_("deleted"), default=timezone.now, db_index=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deleted by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    purged_at = models.DateTimeField(null=True)

    objects = RecycleBinEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("deleted page")
        verbose_name_plural = _("deleted pages")
        ordering = ("-deleted_at", "-pk")
        default_permissions = ()
        permissions = [
            ("restore_recyclebinentry", "Can see and restore deleted pages"),
            ("purge_recyclebinentry", "Can delete pages for ever"),
        ]

    def __str__(self):
        return self.title

    @property
    def top_pages(self) -> list["RecycledPage"]:
        """The page itself in each of its languages, a language after those it is made from."""
        tops = [page for page in self.pages.all() if page.is_top]
        return sorted(tops, key=lambda page: len(page.language.origins))

    @property
    def languages(self) -> list[Language]:
        return [page.language for page in self.top_pages]


class RecycledPage(models.Model):
    """One page of an entry in one language: its place, its address and its state before.

    ``path`` is that below the home page. ``page_id`` is no foreign key, because the row outlives
    the page. ``preceding_ids`` are the ids of the siblings before a top page, the nearest first.
    """

    entry = models.ForeignKey(RecycleBinEntry, on_delete=models.CASCADE, related_name="pages")
    page_id = models.BigIntegerField(db_index=True)
    is_top = models.BooleanField()
    parent_id = models.BigIntegerField(null=True)
    preceding_ids = models.JSONField(default=list)
    translation_key = models.UUIDField(db_index=True)
    language_code = models.CharField(max_length=100)
    title = models.CharField(max_length=255)
    path = models.CharField(max_length=MAX_PATH_LENGTH, db_index=True)
    was_public = models.BooleanField()
    has_quick_exit = models.BooleanField()
    was_live = models.BooleanField()
    live_revision_id = models.BigIntegerField(null=True)
    had_unpublished_changes = models.BooleanField()
    scheduled_revision_id = models.BigIntegerField(null=True)
    scheduled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("page in the recycle bin")
        verbose_name_plural = _("pages in the recycle bin")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("page_id",), name="page_once_in_recycle_bin")
        ]

    def __str__(self):
        return f"{self.title} ({self.language_code})"

    @property
    def language(self) -> Language:
        return site_language(self.language_code)


@register_setting(icon="bin", order=870)
class RecycleBinSettings(BaseGenericSetting):
    """How long deleted pages can be restored."""

    retention_days = models.PositiveSmallIntegerField(
        _("days in the recycle bin"),
        default=90,
        validators=[MaxValueValidator(3650)],
        help_text=_(
            "A deleted page can be restored for this number of days. Then the site deletes it for "
            "ever during the night. Enter 0 to keep everything until somebody deletes it for ever."
        ),
    )

    panels = [FieldPanel("retention_days")]

    class Meta:
        verbose_name = _("recycle bin")


def recycle_bin_settings() -> RecycleBinSettings:
    """Return the stored settings, or the defaults."""
    return RecycleBinSettings.objects.first() or RecycleBinSettings()
