"""A meeting as an event of schema.org."""

from core import structured_data as data
from core.dates import iso_date

from .choices import MeetingStatus

# https://schema.org/EventStatusType, which has no status for events that have taken place.
EVENT_STATUS = {
    MeetingStatus.CANCELLED: "https://schema.org/EventCancelled",
    MeetingStatus.POSTPONED: "https://schema.org/EventPostponed",
}
SCHEDULED = "https://schema.org/EventScheduled"
ONLINE = "https://schema.org/OnlineEventAttendanceMode"
ON_SITE = "https://schema.org/OfflineEventAttendanceMode"


def event(meeting) -> data.Thing:
    """Return the event; the attendance mode is left out if there is neither place nor online."""
    date, location = meeting.date, data.place_data(meeting.place, meeting.country)
    organiser = meeting.organiser or meeting.host
    return {
        "@type": "Event",
        "name": meeting.title,
        "description": meeting.description,
        "url": meeting.canonical_url,
        "inLanguage": meeting.text_language.tag,
        "startDate": date.isoformat(),
        "endDate": iso_date(date.end or date.start, date.precision),
        "eventStatus": EVENT_STATUS.get(meeting.status, SCHEDULED),
        "eventAttendanceMode": ONLINE if meeting.is_online else ON_SITE if location else "",
        "location": location,
        "organizer": {"@type": "Organization", "name": organiser} if organiser else None,
    }
