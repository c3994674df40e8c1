"""The lines of a calendar conform to RFC 5545 for every text."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from wagtail.models import Locale

from meetings.calendar import build_calendar
from meetings.models import MeetingPage
from tests import specimens as specimen

# Every character but surrogates. With ``codec="utf-8"``, Hypothesis would encode each one first.
LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def unfolded(content: bytes) -> list[str]:
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


@pytest.mark.django_db
def test_a_served_line_ends_in_both_characters_and_is_folded_within_75_octets(client, home):
    title = "Седми состанок на координаторите за борба против трговија со луѓе " * 3
    specimen.meeting(home, title=title.strip(), summary=f"{title[:200]}; запирка, {title[:50]}")
    content = client.get("/mk/meetings/calendar-all.ics").content
    lines = content.split(b"\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines)
    assert f"SUMMARY;LANGUAGE=en:{title.strip()}" in unfolded(content)


@pytest.mark.django_db
@given(title=LETTERS, summary=LETTERS)
@example(title=r"\N, \n and \\N", summary="")
def test_no_text_breaks_the_calendar_or_gets_lost(title, summary):
    page = MeetingPage(
        title=f"A{title}",
        summary=summary,
        start_date=date(2019, 5, 6),
        url_path="/home/meetings/vienna/",
        locale=Locale(language_code="en"),
    )
    content = build_calendar([page]).to_ical()
    (event,) = Calendar.from_ical(content).events
    kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", f"A{title}")
    assert str(event["SUMMARY"]) == kept.replace("\r\n", "\n").replace("\r", "\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
