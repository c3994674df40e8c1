"""Meetings as iCalendar (RFC 5545, with the properties of RFC 7986 for a calendar as a whole).

An event has the same UID in all languages, so that it stays one event when a subscriber changes
the language.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from core.languages import Language, active_language
from core.localized_urls import absolute_url
from core.plain_text import PlainTextListing, without_control_characters
from meetings.choices import CALLED_OFF_STATUSES
from meetings.models import MeetingPage

# How long a calendar program may wait before it fetches the calendar again.
REFRESH_INTERVAL = timedelta(hours=12)


def build_calendar(meetings: Iterable[MeetingPage]):
    """Return an icalendar ``Calendar`` of meetings whose dates are known to the day."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add(
        "prodid", f"-//{settings.WAGTAIL_SITE_NAME}//Meetings//{active_language().tag.upper()}"
    )
    calendar.add("version", "2.0")
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return calendar


def add_calendar_properties(calendar, name: str, description: str, url: str, page_url: str) -> None:
    """Add the properties of RFC 7986, for programs that subscribe to the calendar.

    ``url``: that of the calendar; ``page_url``: that of the list of meetings; both absolute.
    """
    _add_texts(calendar, active_language(), NAME=name, DESCRIPTION=description)
    # Older than RFC 7986; many programs read no other name.
    calendar.add("x-wr-calname", _literal_text_type()(without_control_characters(name)))
    calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
    calendar.add("source", url, parameters={"VALUE": "URI"})
    calendar.add("url", page_url)


def _event(meeting: MeetingPage):
    """Return the event of a meeting, in the language of the page's text.

    A postponed meeting is CANCELLED: RFC 5545 has no status for it, and people should not travel.
    When it has a new date, the event has the same UID and a higher SEQUENCE.
    """
    from icalendar import Event

    entry, event = PlainTextListing(meeting), Event()
    published = entry.published_at.astimezone(UTC)
    url = absolute_url(meeting.localized_url)
    is_called_off = meeting.status in CALLED_OFF_STATUSES
    event.add("uid", str(meeting.translation_key))
    event.add("dtstamp", published)
    event.add("last-modified", published)
    # Grows with every publication in any language. Minutes fit into 32 bits.
    event.add("sequence", int(published.timestamp()) // 60)
    event.add("dtstart", meeting.start_date)
    event.add("dtend", meeting.date.last_day() + timedelta(days=1))  # the first day after it
    event.add("status", "CANCELLED" if is_called_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # subscribers do not attend every meeting
    event.add("url", url)
    _add_texts(
        event,
        entry.language,
        SUMMARY=f"{entry.status}: {entry.title}" if is_called_off else entry.title,
        LOCATION=entry.place,
        CATEGORIES=entry.kind,
        DESCRIPTION="\n\n".join([*_description(meeting, entry), url]),
    )
    return event


def _description(meeting: MeetingPage, entry: PlainTextListing) -> Iterable[str]:
    """Yield the paragraphs of the description."""
    with translation.override(entry.language.code):
        if meeting.is_context:
            yield _(
                "This meeting of the wider process is shown as context: "
                "the sources show no decision of the network."
            )
    texts = [meeting.date_note, meeting.summary]
    footnotes = [f"* {designation.footnote}" for designation in entry.footnotes]
    yield from filter(None, [*texts, *footnotes])


def _add_texts(component, language: Language, **texts: str) -> None:
    """Add text properties with the parameter LANGUAGE; leave out empty ones."""
    for name, text in texts.items():
        if text:
            text = _literal_text_type()(without_control_characters(text))
            component.add(name, text, parameters={"LANGUAGE": language.tag})


@cache
def _literal_text_type() -> type[str]:
    r"""Return the type of a text in which ``\N`` are two characters.

    To icalendar they end a line, as they do in what it reads (RFC 5545, 3.3.11).
    """
    from icalendar import vText

    class LiteralText(vText):
        def to_ical(self) -> bytes:
            return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))

    return LiteralText
