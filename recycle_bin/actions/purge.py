"""Deleting for ever what is in the recycle bin."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

from core.languages import source_language
from core.site_tree import is_in_site_tree
from recycle_bin.bin_tree import lock_bin_root, remove_container
from recycle_bin.models import RecycleBinEntry, RecycledPage, recycle_bin_settings
from recycle_bin.policies import RecycleBinPolicy

from .refusals import GONE_MEANWHILE, RecycleBinRefusedError


def entries_to_purge():
    """Return the entries whose time in the recycle bin has passed; none if there is no limit."""
    days = recycle_bin_settings().retention_days
    entries = RecycleBinEntry.objects.in_bin()
    if not days:
        return entries.none()
    return entries.filter(deleted_at__lte=timezone.now() - timedelta(days=days))


class PurgeRecycledPages:
    """Delete the pages of an entry for ever.

    What remains are ids and addresses of the pages that were public, without titles: readers are
    told that the page was removed. Without a ``user``, the nightly command does it.
    """

    def __init__(self, entry: RecycleBinEntry, user=None):
        self.entry, self.user = entry, user

    def check(self) -> None:
        if self.user and not RecycleBinPolicy(self.user).may_purge:
            raise RecycleBinRefusedError(_("You may not delete pages for ever."))

    @transaction.atomic
    def execute(self) -> None:
        self.check()
        lock_bin_root()
        entry = RecycleBinEntry.objects.in_bin().locked().filter(pk=self.entry.pk).first()
        if entry is None:
            raise RecycleBinRefusedError(GONE_MEANWHILE)
        self._purge_translations_in_bin(entry)
        for row in reversed(entry.top_pages):
            page = Page.objects.filter(pk=row.page_id).first()
            if page and not is_in_site_tree(page):
                DeletePageAction(page, user=self.user).execute(skip_permission_checks=True)
            remove_container(row.page_id)
        entry.pages.filter(was_public=False).delete()
        entry.pages.update(title="", preceding_ids=[])
        entry.title, entry.purged_at = "", timezone.now()
        entry.save(update_fields=["title", "purged_at"])
        if not entry.pages.exists():
            entry.delete()

    def _purge_translations_in_bin(self, entry: RecycleBinEntry) -> None:
        """Purge translations that were deleted by themselves before their source."""
        sources = entry.pages.filter(language_code=source_language().code)
        others = RecycleBinEntry.objects.in_bin().exclude(pk=entry.pk)
        others = others.filter(
            pages__is_top=True, pages__translation_key__in=sources.values("translation_key")
        )
        for other in others.distinct():
            PurgeRecycledPages(other, self.user).execute()


class EraseRecycledPage:
    """Delete one page in the bin as if it had never existed; readers are not told about it.

    The caller has locked the bin, and knows that nothing else is lost with the page.
    """

    def __init__(self, page: Page, user=None):
        self.page, self.user = page, user

    @transaction.atomic
    def execute(self) -> None:
        page_id = self.page.pk
        rows = RecycledPage.objects.filter(page_id=page_id)
        entries = list(rows.values_list("entry_id", flat=True))
        DeletePageAction(self.page, user=self.user).execute(skip_permission_checks=True)
        remove_container(page_id)
        rows.delete()
        RecycleBinEntry.objects.filter(pk__in=entries, pages=None).delete()
