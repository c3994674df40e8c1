"""Fetching a calendar and reading it with two independent libraries."""

from django.test import Client
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar, Event


def fetch(client: Client, path: str, **parameters: str) -> Calendar:
    """Fetch a calendar; fail unless both libraries accept it and read the same events."""
    response = client.get(path, parameters or None)
    assert response.status_code == 200, (path, response.status_code)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(response.content)
    assert not [component.errors for component in read.walk() if component.errors]
    other = IcsCalendarStream.calendar_from_ics(response.content.decode())
    assert [_properties(event) for event in read.events] == [
        (event.uid, event.dtstart, event.dtend, event.summary, event.description, event.location)
        for event in other.events
    ]
    return read


def _properties(event: Event) -> tuple:
    texts = (event.get(name) for name in ("SUMMARY", "DESCRIPTION", "LOCATION"))
    return (
        event.uid,
        event.start,
        event.end,
        *(str(text) if text is not None else None for text in texts),
    )


def summaries(calendar: Calendar) -> list[str]:
    return [str(event["SUMMARY"]) for event in calendar.events]


def language(component: Calendar | Event, name: str) -> str:
    """Return the parameter LANGUAGE of a text property."""
    return component[name].params["LANGUAGE"]
