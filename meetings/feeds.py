"""The Atom feed of the meetings, their calendar, and the calendar of one meeting."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.dates import DatePrecision
from core.feeds import always_revalidated, atom_response
from core.languages import active_language
from core.layout import LayoutContext, layout_context_for
from core.localized_urls import absolute_url, language_url
from core.models.layout import layout_settings
from core.page_types import long_text_fields
from core.whole_files import WholeFileResponse
from meetings.calendar import add_calendar_properties, build_calendar
from meetings.forms import MeetingFilterForm
from meetings.models import MeetingPage

SECTION_PATH = "meetings/"
RECENT = timedelta(days=2 * 365)


@always_revalidated
def meetings_feed(request: HttpRequest) -> HttpResponse:
    return atom_response("meetings_feed", _("Meetings"), SECTION_PATH, MeetingPage)


@require_safe
def calendar(request: HttpRequest, *, is_complete: bool = False) -> HttpResponse:
    """Return the meetings known to the day, filtered by the same parameters as their list.

    Calendars fetch it again and again. So it begins two years ago, unless it is complete or of a
    chosen year.
    """
    layout = layout_context_for(request)
    form = MeetingFilterForm.for_file(
        request.GET, MeetingPage.objects.listed, layout.marked_state_name
    )
    since = None if is_complete or "year" in form.chosen else timezone.localdate() - RECENT

    def content() -> Iterator[bytes]:
        meetings = form.apply(_calendar_meetings()).order_by("start_date", "pk")
        if since:
            meetings = meetings.filter(last_date__gte=since)
        found = build_calendar(meetings)
        add_calendar_properties(
            found,
            name=_name(form),
            description=_description(form, layout, since),
            url=absolute_url(request.path) + form.query,
            page_url=absolute_url(language_url(SECTION_PATH)) + form.query,
        )
        yield found.to_ical()

    return WholeFileResponse(
        request.path + form.query,
        content,
        changes_daily=bool(since),
        **_file_options("meetings"),
    )


@always_revalidated
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a calendar with the event of one meeting."""
    meeting = get_object_or_404(_calendar_meetings(), slug=slug)
    return HttpResponse(build_calendar([meeting]).to_ical(), **_file_options(slug))


def _calendar_meetings() -> QuerySet:
    """Return the public meetings whose dates are known to the day, as events need."""
    meetings = MeetingPage.objects.for_reader().filter(date_precision=DatePrecision.DAY)
    return meetings.defer(*long_text_fields(MeetingPage))


def _name(form: MeetingFilterForm) -> str:
    chosen = ", ".join(form.chosen_labels)
    name = f"{_('Meetings')}: {chosen}" if chosen else _("Meetings")
    return f"{name} – {layout_settings().short_name(active_language())}"


def _description(form: MeetingFilterForm, layout: LayoutContext, since: date | None) -> str:
    """Explain which meetings are left out; add the footnote on the name of the chosen state."""
    footnote = layout.designation(form.chosen.get("state", "")).footnote
    scope = _(
        "The meetings of which the day is known. "
        "Those of which only the month or the year is known are in the list on the site."
    )
    earlier = _("Meetings of more than two years ago are in the list as well.") if since else ""
    return "\n\n".join(filter(None, [scope, earlier, f"* {footnote}" if footnote else ""]))


def _file_options(name: str) -> dict:
    return {
        "content_type": "text/calendar; charset=utf-8",
        "headers": {"Content-Disposition": f'inline; filename="{name}.ics"'},
    }
