"""MeetingIndexPage: the ledger, upcoming meetings first, then the past year by year."""

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.frame import frame_of
from core.models import SectionPage
from core.paging import requested_page
from meetings.forms import FilterOptions, MeetingFilterForm

from .meeting_page import MeetingPage

MEETINGS_PER_PAGE = 20


class MeetingIndexPage(SectionPage):
    """The ledger of the network's meetings."""

    query_parameters = ("year", "kind", "state", "theme", "page")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["meetings.MeetingPage"]

    class Meta:
        verbose_name = _("list of meetings")
        verbose_name_plural = _("lists of meetings")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        meetings = MeetingPage.objects.for_reader()
        state_name = frame_of(request).marked_state_name
        form = MeetingFilterForm(request.GET, FilterOptions.of(meetings, state_name))
        chosen = form.apply(meetings)
        upcoming = list(chosen.upcoming(today))
        page, problem = requested_page(
            Paginator(chosen.past(today), MEETINGS_PER_PAGE), request.GET.get("page", "")
        )
        context |= {
            "form": form,
            "problems": [problem] if problem else [],
            "upcoming": upcoming if page.number == 1 else [],
            "past": page,
            "total": len(upcoming) + page.paginator.count,
            "query": _without_page(request.GET),
        }
        return context


def _without_page(parameters) -> str:
    """Return the query string for a link to another page of the same filtered list."""
    kept = parameters.copy()
    kept.pop("page", None)
    return kept.urlencode()
