"""MeetingIndexPage: the list of meetings, the upcoming ones first, then the past by year."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.content_cache import cached_for_content
from core.languages import active_language
from core.layout import layout_context_for
from core.localized_urls import reverse_in_language
from core.models import SectionPage
from core.page_types import pages_for_listing
from core.paging import ListingPaginator, requested_page
from meetings.forms import CONTEXT_KIND, MeetingFilterForm, MeetingFilterOptions
from meetings.meeting_list import MeetingList
from meetings.statistics import MeetingStatistics

from .meeting_page import MeetingPage

MEETINGS_PER_PAGE = 20
MAX_OF_OTHERS = 20  # meetings of others below those of the network
STATISTICS_VIEW = "pictures"  # the value of ``view`` that shows statistics instead of the list


class MeetingIndexPage(SectionPage):
    """The list of the network's meetings."""

    query_parameters = ("year", "kind", "state", "theme", "view", "page")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["meetings.MeetingPage"]

    class Meta:
        verbose_name = _("list of meetings")
        verbose_name_plural = _("lists of meetings")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        listed = MeetingPage.objects.listed()
        state_name = layout_context_for(request).marked_state_name
        form = MeetingFilterForm(request.GET, MeetingFilterOptions.for_list(listed, state_name))
        chosen = form.filter(listed)
        context |= {
            "form": form,
            "calendar": reverse_in_language("calendar") + form.query,
            "complete_calendar": reverse_in_language("complete_calendar") + form.query,
        }
        if request.GET.get("view") == STATISTICS_VIEW:
            statistics = _statistics(chosen, form)
            return context | {"statistics": statistics, "hidden": ("view", STATISTICS_VIEW)}
        return context | _list_context(chosen, form, request.GET)


def _list_context(chosen: MeetingList, form: MeetingFilterForm, parameters: QueryDict) -> dict:
    """Return the meetings of the network, and below the first ones those of others.

    Whoever chooses the latter gets them alone, all of them.
    """
    meetings = chosen if form.shows_others else chosen.of_the_network()
    query = parameters.copy()
    query.pop("page", None)
    today = timezone.localdate()
    upcoming = meetings.upcoming(today)
    page, problem = requested_page(
        ListingPaginator(meetings.past(today).pks, MEETINGS_PER_PAGE, MeetingPage),
        parameters.get("page", ""),
    )
    is_first = page.number == 1
    of_others = chosen.of_others().pks if is_first and not form.shows_others else []
    return {
        "problems": [problem] if problem else [],
        "upcoming": pages_for_listing(upcoming.pks, MeetingPage) if is_first else [],
        "past": page,
        "total": len(upcoming) + page.paginator.count,
        "query": query.urlencode(),
        "of_others": pages_for_listing(of_others[:MAX_OF_OTHERS], MeetingPage),
        "query_of_others": urlencode({**form.chosen, "kind": CONTEXT_KIND})
        if len(of_others) > MAX_OF_OTHERS
        else "",
    }


def _statistics(meetings: MeetingList, form: MeetingFilterForm) -> MeetingStatistics:
    """Count meetings held and declarations: all, or those adopted at the filtered meetings."""
    held = meetings.held(timezone.localdate())
    adopted = _years_and_meetings_of_declarations()
    if form.is_active:
        keys = {meeting.translation_key for meeting in held}
        adopted = [(year, meeting) for year, meeting in adopted if meeting in keys]
    return MeetingStatistics.from_records(held, [year for year, _meeting in adopted])


def _years_and_meetings_of_declarations() -> list[tuple[int, UUID | None]]:
    """Return the year of each declaration, and the translation key of its meeting."""

    def read() -> list[tuple[int, UUID | None]]:
        declarations = MeetingPage._meta.get_field("adopted_declarations").related_model.objects
        found = declarations.for_reader().order_by()
        return list(found.values_list("start_date__year", "meeting__translation_key"))

    return cached_for_content(("meetings of declarations", active_language().code), read)
