"""The age of the last backup, on the start page of administrators."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from backup.models import Backup

# Above all others if there is something to do, and below them otherwise.
FIRST, LAST = 10, 1000


class BackupPanel(Component):
    """One line, which becomes a warning if the last backup is late or there is none."""

    name = "backup"
    template_name = "backup/panel.html"

    def __init__(self, backup: Backup | None):
        self.backup = backup
        if not backup or backup.is_too_old:
            self.status = "critical"
        else:
            self.status = "warning" if backup.is_late else ""
        self.order = FIRST if self.status else LAST

    def get_context_data(self, parent_context):
        return {"sentence": self._sentence, "status": self.status}

    @property
    def _sentence(self) -> str:
        if not self.backup:
            return _("There is no backup of this site.")
        days, hours = self.backup.age.days, self.backup.age // timedelta(hours=1)
        if days > 1:
            sentence = ngettext(
                "The last backup is %(count)d day old.",
                "The last backup is %(count)d days old.",
                days,
            )
            return sentence % {"count": days}
        sentence = ngettext(
            "The last backup is %(count)d hour old.",
            "The last backup is %(count)d hours old.",
            hours,
        )
        return sentence % {"count": hours}
