"""Meetings as iCalendar (RFC 5545, with the properties of RFC 7986 for a calendar as a whole).

An event has one identity in all languages: whoever changes the language keeps the event.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from core.addresses import absolute
from core.languages import Language, current
from core.plain_entry import PlainEntry, plain
from meetings.choices import CALLED_OFF
from meetings.models import MeetingPage

# How long a calendar program may go without asking whether a meeting was called off.
REFRESH_INTERVAL = timedelta(hours=12)


def calendar_of(meetings: Iterable[MeetingPage]) -> Calendar:
    """Return a calendar of meetings of which the day is known."""
    made = Calendar()
    made.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//Meetings//{current().tag.upper()}")
    made.add("version", "2.0")
    for meeting in meetings:
        made.add_component(_event(meeting))
    return made


def describe(made: Calendar, name: str, description: str, address: str, page: str) -> None:
    """Tell a program that subscribes what the calendar is, and where and when to ask again."""
    language = current()
    _write(made, language, NAME=name, DESCRIPTION=description)
    # The name that programs knew before there was a standard; most know no other.
    made.add("x-wr-calname", plain(name))
    made.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
    made.add("source", address, parameters={"VALUE": "URI"})
    made.add("url", page)


def _event(meeting: MeetingPage) -> Event:
    """Return the event of a meeting, in the language of the page's text.

    A postponed meeting is cancelled for its day, as no other status would keep people from
    travelling. Once it has a new day, the same event is sent with it and a higher number.
    """
    entry, made = PlainEntry(meeting), Event()
    published = entry.published_at.astimezone(UTC)
    address = absolute(meeting.address)
    is_called_off = meeting.status in CALLED_OFF
    made.add("uid", str(meeting.translation_key))
    made.add("dtstamp", published)
    made.add("last-modified", published)
    # Grows with every publication, in whatever language, and fits into 32 bits.
    made.add("sequence", int(published.timestamp()) // 60)
    made.add("dtstart", meeting.start_date)
    made.add("dtend", meeting.date.last_day() + timedelta(days=1))  # the first day after it
    made.add("status", "CANCELLED" if is_called_off else "CONFIRMED")
    made.add("transp", "TRANSPARENT")  # nobody is busy because a meeting is known of
    made.add("url", address)
    _write(
        made,
        entry.language,
        SUMMARY=f"{entry.status}: {entry.title}" if is_called_off else entry.title,
        LOCATION=entry.place,
        CATEGORIES=entry.kind,
        DESCRIPTION="\n\n".join([*_description(meeting, entry), address]),
    )
    return made


def _description(meeting: MeetingPage, entry: PlainEntry) -> Iterable[str]:
    """What a reader has to know before opening the page."""
    with translation.override(entry.language.code):
        if meeting.is_context:
            yield _(
                "This meeting of the wider process is shown as context: "
                "the sources show no decision of the network."
            )
    texts = [meeting.date_note, meeting.summary]
    footnotes = [f"* {known.footnote}" for known in entry.footnotes]
    yield from filter(None, [*texts, *footnotes])


def _write(component: Calendar | Event, language: Language, **texts: str) -> None:
    """Add texts under the names of their properties, each marked with its language."""
    for name, text in texts.items():
        if text:
            component.add(name, plain(text), parameters={"LANGUAGE": language.tag})
