"""MeetingIndexPage: the list of meetings, the upcoming ones first, then the past by year."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.layout import layout_context_for
from core.localized_urls import reverse_in_language
from core.models import SectionPage
from core.paging import KeyPaginator, requested_page
from meetings.forms import OF_OTHERS, MeetingFilterForm, MeetingFilterOptions
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
        pairs = MeetingPage.objects.years_and_states()
        state_name = layout_context_for(request).marked_state_name
        form = MeetingFilterForm(request.GET, MeetingFilterOptions.from_pairs(pairs, state_name))
        chosen = form.apply(MeetingPage.objects.for_listing())
        context |= {
            "form": form,
            "calendar": reverse_in_language("calendar") + form.query,
            "complete_calendar": reverse_in_language("complete_calendar") + form.query,
        }
        if request.GET.get("view") == STATISTICS_VIEW:
            statistics = _statistics(chosen, form)
            return context | {"statistics": statistics, "hidden": ("view", STATISTICS_VIEW)}
        return context | _list_context(chosen, form, request.GET)


def _list_context(chosen: QuerySet, form: MeetingFilterForm, parameters: QueryDict) -> dict:
    """Return the meetings of the network, and below the first ones those of others.

    Whoever chooses the latter gets them alone, all of them.
    """
    meetings = chosen if form.shows_others else chosen.of_the_network()
    query = parameters.copy()
    query.pop("page", None)
    today = timezone.localdate()
    upcoming = list(meetings.upcoming(today))
    page, problem = requested_page(
        KeyPaginator(meetings.past(today), MEETINGS_PER_PAGE), parameters.get("page", "")
    )
    has_others = page.number == 1 and not form.shows_others
    of_others = list(chosen.of_others()[: MAX_OF_OTHERS + 1]) if has_others else []
    return {
        "problems": [problem] if problem else [],
        "upcoming": upcoming if page.number == 1 else [],
        "past": page,
        "total": len(upcoming) + page.paginator.count,
        "query": query.urlencode(),
        "of_others": of_others[:MAX_OF_OTHERS],
        "query_of_others": urlencode({**form.chosen, "kind": OF_OTHERS[0]})
        if len(of_others) > MAX_OF_OTHERS
        else "",
    }


def _statistics(meetings: QuerySet, form: MeetingFilterForm) -> MeetingStatistics:
    """Count meetings held and declarations: all, or those adopted at the filtered meetings."""
    held = meetings.held(timezone.localdate())
    declarations = MeetingPage._meta.get_field("adopted_declarations").related_model.objects
    if form.is_active:
        keys = held.order_by().values("translation_key")
        declarations = declarations.filter(meeting__translation_key__in=keys)
    return MeetingStatistics.from_querysets(held, declarations.for_reader())
