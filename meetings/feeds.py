"""The Atom feed of the meetings, their calendar, and the calendar of one meeting."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from icalendar import Calendar

from core.dates import DatePrecision
from core.feeds import always_revalidated, atom_response
from core.languages import active_language
from core.layout import LayoutContext, layout_context_for
from core.localized_urls import absolute_url, language_url, reverse_in_language
from core.models.layout import layout_settings
from core.page_types import long_text_fields
from meetings.calendar import add_calendar_properties, build_calendar
from meetings.forms import MeetingFilterForm, MeetingFilterOptions
from meetings.models import MeetingPage

SECTION_PATH = "meetings/"


@always_revalidated
def meetings_feed(request: HttpRequest) -> HttpResponse:
    return atom_response("meetings_feed", _("Meetings"), SECTION_PATH, MeetingPage)


@always_revalidated
def calendar(request: HttpRequest) -> HttpResponse:
    """Return the meetings known to the day, filtered by the same parameters as their list."""
    layout = layout_context_for(request)
    options = MeetingFilterOptions.from_pairs(
        MeetingPage.objects.years_and_states(), layout.marked_state_name
    )
    form = MeetingFilterForm(request.GET, options)
    meetings = build_calendar(form.apply(_calendar_meetings()).order_by("start_date", "pk"))
    add_calendar_properties(
        meetings,
        name=_name(form),
        description=_description(form, layout),
        url=absolute_url(reverse_in_language("calendar")) + form.query,
        page_url=absolute_url(language_url(SECTION_PATH)) + form.query,
    )
    return _calendar_response(meetings, "meetings")


@always_revalidated
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a calendar with the event of one meeting."""
    meeting = get_object_or_404(_calendar_meetings(), slug=slug)
    return _calendar_response(build_calendar([meeting]), slug)


def _calendar_meetings() -> QuerySet:
    """Return the public meetings whose dates are known to the day, as events need."""
    meetings = MeetingPage.objects.for_reader().filter(date_precision=DatePrecision.DAY)
    return meetings.defer(*long_text_fields(MeetingPage))


def _name(form: MeetingFilterForm) -> str:
    chosen = ", ".join(form.chosen_labels)
    name = f"{_('Meetings')}: {chosen}" if chosen else _("Meetings")
    return f"{name} – {layout_settings().short_name(active_language())}"


def _description(form: MeetingFilterForm, layout: LayoutContext) -> str:
    """Explain which meetings are left out; add the footnote on the name of the chosen state."""
    footnote = layout.designation(form.chosen.get("state", "")).footnote
    scope = _(
        "The meetings of which the day is known. "
        "Those of which only the month or the year is known are in the list on the site."
    )
    return f"{scope}\n\n* {footnote}" if footnote else scope


def _calendar_response(content: Calendar, name: str) -> HttpResponse:
    return HttpResponse(
        content.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}.ics"'},
    )
