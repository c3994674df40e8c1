"""The editors’ task of confirming numbers and organisations."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.editorial_tasks import MAX_ROWS, EditorialTask, EditorialTaskRow, editable_pages
from states.models import StatePage
from states.policies import reasons_hidden_by_contact


def help_tasks(user) -> list[EditorialTask]:
    """Return the states with help that readers do not see; a block tells that, not SQL."""
    today = timezone.localdate()
    rows = []
    for state in editable_pages(user, StatePage.objects.all()).order_by("title"):
        hidden = sum(bool(reasons) for _name, reasons in reasons_hidden_by_contact(state, today))
        if hidden:
            detail = ngettext(
                "%(count)d number or organisation is not shown to readers",
                "%(count)d numbers or organisations are not shown to readers",
                hidden,
            ) % {"count": hidden}
            url = reverse("wagtailadmin_pages:edit", args=[state.pk])
            rows.append(EditorialTaskRow(state.title, url, detail))
    first = tuple(rows[:MAX_ROWS])
    url = reverse("state_pages:index")
    return [EditorialTask("help", _("Help to confirm"), first, len(rows), url, order=20)]
