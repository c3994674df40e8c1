"""The Atom feed of the meetings, their calendar, and the calendar of one meeting."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from icalendar import Calendar

from core.addresses import absolute, language_address, named_address
from core.dates import Precision
from core.feeds import atom, followed
from core.frame import Frame, frame_of
from core.localization import unexpired
from core.page_types import long_texts
from meetings.calendar import calendar_of, describe
from meetings.forms import FilterOptions, MeetingFilterForm
from meetings.models import MeetingPage

SECTION_PATH = "meetings/"


@followed
def meetings_feed(request: HttpRequest) -> HttpResponse:
    return atom("meetings_feed", _("Meetings"), SECTION_PATH, MeetingPage)


@followed
def calendar(request: HttpRequest) -> HttpResponse:
    """Return the meetings known to the day, filtered by the same parameters as their list."""
    frame = frame_of(request)
    options = FilterOptions.from_meetings(MeetingPage.objects.for_reader(), frame.marked_state_name)
    form = MeetingFilterForm(request.GET, options)
    meetings = calendar_of(form.apply(_calendar_meetings()).order_by("start_date", "pk"))
    describe(
        meetings,
        name=_name(form),
        description=_description(form, frame),
        url=absolute(named_address("calendar")) + form.query,
        page_url=absolute(language_address(SECTION_PATH)) + form.query,
    )
    return _calendar_response(meetings, "meetings")


@followed
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a calendar with the event of one meeting."""
    meeting = get_object_or_404(_calendar_meetings(), slug=slug)
    return _calendar_response(calendar_of([meeting]), slug)


def _calendar_meetings() -> QuerySet:
    """Return the public meetings whose dates are known to the day, as events need."""
    meetings = unexpired(MeetingPage.objects.for_reader()).filter(date_precision=Precision.DAY)
    return meetings.defer(*long_texts(MeetingPage))


def _name(form: MeetingFilterForm) -> str:
    chosen = ", ".join(form.chosen_labels)
    name = f"{_('Meetings')}: {chosen}" if chosen else _("Meetings")
    return f"{name} – {settings.WAGTAIL_SITE_NAME}"


def _description(form: MeetingFilterForm, frame: Frame) -> str:
    """Explain which meetings are left out; add the footnote on the name of the chosen state."""
    footnote = frame.designation(form.chosen.get("state", "")).footnote
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
