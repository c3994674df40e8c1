"""MeetingIndexPage: the ledger, upcoming meetings first, then the past year by year."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.addresses import named_address
from core.frame import frame_of
from core.models import SectionPage
from core.paging import requested_page
from meetings.forms import FilterOptions, MeetingFilterForm
from meetings.pictures import Pictures

from .meeting_page import MeetingPage

MEETINGS_PER_PAGE = 20
PICTURES = "pictures"  # the value of ``view`` that draws the meetings instead of listing them


class MeetingIndexPage(SectionPage):
    """The ledger of the network's meetings."""

    query_parameters = ("year", "kind", "state", "theme", "view", "page")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["meetings.MeetingPage"]

    class Meta:
        verbose_name = _("list of meetings")
        verbose_name_plural = _("lists of meetings")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        meetings = MeetingPage.objects.for_reader()
        state_name = frame_of(request).marked_state_name
        form = MeetingFilterForm(request.GET, FilterOptions.of(meetings, state_name))
        chosen = form.apply(meetings)
        context |= {"form": form, "calendar": named_address("calendar") + form.query}
        if request.GET.get("view") == PICTURES:
            return context | {"pictures": _pictures(chosen, form)}
        return context | _list(chosen, request.GET)


def _list(meetings: QuerySet, parameters: QueryDict) -> dict:
    today = timezone.localdate()
    upcoming = list(meetings.upcoming(today))
    page, problem = requested_page(
        Paginator(meetings.past(today), MEETINGS_PER_PAGE), parameters.get("page", "")
    )
    return {
        "problems": [problem] if problem else [],
        "upcoming": upcoming if page.number == 1 else [],
        "past": page,
        "total": len(upcoming) + page.paginator.count,
        "query": _without(parameters, "page"),
    }


def _pictures(meetings: QuerySet, form: MeetingFilterForm) -> Pictures:
    """Draw the meetings that were held and, of a choice, the declarations adopted at them."""
    held = meetings.held(timezone.localdate())
    declarations = MeetingPage._meta.get_field("adopted_declarations").related_model.objects
    if form.is_active:
        keys = held.order_by().values("translation_key")
        declarations = declarations.filter(meeting__translation_key__in=keys)
    return Pictures.of(held, declarations.for_reader())


def _without(parameters: QueryDict, name: str) -> str:
    """Return the query string of the same choice without one of its parameters."""
    kept = parameters.copy()
    kept.pop(name, None)
    return kept.urlencode()
