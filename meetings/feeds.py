"""What programs may ask of the meetings: the feed, the calendar, and a single event."""

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

SECTION = "meetings/"


@followed
def meetings_feed(request: HttpRequest) -> HttpResponse:
    return atom("meetings_feed", _("Meetings"), SECTION, MeetingPage)


@followed
def calendar(request: HttpRequest) -> HttpResponse:
    """All meetings of which the day is known, or those of them that the list's filters leave."""
    frame = frame_of(request)
    options = FilterOptions.of(MeetingPage.objects.for_reader(), frame.marked_state_name)
    form = MeetingFilterForm(request.GET, options)
    made = calendar_of(form.apply(_dated()).order_by("start_date", "pk"))
    describe(
        made,
        name=_name(form),
        description=_description(form, frame),
        address=absolute(named_address("calendar")) + form.query,
        page=absolute(language_address(SECTION)) + form.query,
    )
    return _answer(made, "meetings")


@followed
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting as an event."""
    return _answer(calendar_of([get_object_or_404(_dated(), slug=slug)]), slug)


def _dated() -> QuerySet:
    """The meetings that have a place in a calendar: a month or a year would need a made-up day."""
    meetings = unexpired(MeetingPage.objects.for_reader()).filter(date_precision=Precision.DAY)
    return meetings.defer(*long_texts(MeetingPage))


def _name(form: MeetingFilterForm) -> str:
    chosen = ", ".join(form.chosen_labels)
    name = f"{_('Meetings')}: {chosen}" if chosen else _("Meetings")
    return f"{name} – {settings.WAGTAIL_SITE_NAME}"


def _description(form: MeetingFilterForm, frame: Frame) -> str:
    """Say what is left out, and add the footnote that the name of a chosen state needs."""
    footnote = frame.designation(form.chosen.get("state", "")).footnote
    left_out = _(
        "The meetings of which the day is known. "
        "Those of which only the month or the year is known are in the list on the site."
    )
    return f"{left_out}\n\n* {footnote}" if footnote else left_out


def _answer(made: Calendar, name: str) -> HttpResponse:
    return HttpResponse(
        made.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}.ics"'},
    )
