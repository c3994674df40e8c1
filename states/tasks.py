"""The editors’ task of confirming help lines."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.editorial_tasks import MAX_ROWS, EditorialTask, EditorialTaskRow, editable_pages
from states.models import StatePage
from states.policies import is_shown


def help_line_tasks(user) -> list[EditorialTask]:
    """Return the states with help lines that readers do not see; a block tells that, not SQL."""
    today = timezone.localdate()
    rows = []
    for state in editable_pages(user, StatePage.objects.all()).order_by("title"):
        hidden = sum(not is_shown(block.value, today) for block in state.help_lines)
        if hidden:
            detail = ngettext(
                "%(count)d line is not shown to readers",
                "%(count)d lines are not shown to readers",
                hidden,
            ) % {"count": hidden}
            url = reverse("wagtailadmin_pages:edit", args=[state.pk])
            rows.append(EditorialTaskRow(state.title, url, detail))
    first = tuple(rows[:MAX_ROWS])
    url = reverse("state_pages:index")
    return [
        EditorialTask("help-lines", _("Help lines to confirm"), first, len(rows), url, order=20)
    ]
