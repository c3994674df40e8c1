"""Who may see, restore and purge what is in the recycle bin.

To restore is to bring back what was there before. The permission to restore is therefore enough;
that to edit or publish at the place is not asked for again.
"""

from recycle_bin.models import RecycleBinEntry


class RecycleBinPolicy:
    """What one person may do in the recycle bin."""

    def __init__(self, user):
        self.user = user

    @property
    def restores_all(self) -> bool:
        return self.user.has_perm("recycle_bin.restore_recyclebinentry")

    @property
    def may_purge(self) -> bool:
        return self.user.has_perm("recycle_bin.purge_recyclebinentry")

    @property
    def may_visit(self) -> bool:
        """Whether the person finds the recycle bin in the menu."""
        return self.restores_all or self.may_purge

    def visible_entries(self):
        """Return the entries that the person may see: all, or what the person deleted."""
        entries = RecycleBinEntry.objects.in_bin()
        return entries if self.may_visit else entries.filter(deleted_by=self.user.pk)

    def may_restore(self, entry: RecycleBinEntry) -> bool:
        return self.restores_all or entry.deleted_by_id == self.user.pk
