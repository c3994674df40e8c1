"""The editors’ task of completing meetings that are over."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.editorial_tasks import EditorialTask, editable_pages, page_task
from core.languages import active_language
from meetings.choices import MeetingStatus
from meetings.models import MeetingPage


def meeting_tasks(user) -> list[EditorialTask]:
    """Return the meetings that are over, and still planned or without an outcome."""
    over = MeetingPage.objects.needing_outcome(timezone.localdate())
    label = _("Meetings that are over, without an outcome")
    url = f"{reverse('meeting_pages:index')}?needs_outcome=true"
    return [
        page_task("meetings", label, editable_pages(user, over), _what_is_missing, url, order=30)
    ]


def _what_is_missing(meeting: MeetingPage) -> str:
    shown = meeting.date.format(active_language().babel)
    if meeting.status == MeetingStatus.PLANNED:
        return _("%(date)s, still “planned”") % {"date": shown}
    return shown
