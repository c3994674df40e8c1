"""The iCalendar file of the meetings."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.languages import all_languages
from tests import specimens as specimen
from tests.calendar_client import fetch, language, summaries

pytestmark = pytest.mark.django_db

PATH = "/en/meetings/calendar-all.ics"


def translate(home, page, *codes: str) -> None:
    """Translate a meeting and its section."""
    section = home.get_children().get(slug="meetings").specific
    specimen.translate(section, *codes)
    specimen.translate(page, *codes)


def only_event(client, path: str = PATH):
    (event,) = fetch(client, path).events
    return event


def test_a_meeting_of_one_day_ends_with_the_day_after(client, home):
    specimen.meeting(home, start_date=date(2019, 12, 31))
    event = only_event(client)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2019, 12, 31), date(2020, 1, 1))
    assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"


def test_a_meeting_of_several_days_ends_after_the_last_one(client, home):
    specimen.meeting(home, start_date=date(2019, 5, 6), end_date=date(2019, 5, 8))
    assert only_event(client)["DTEND"].dt == date(2019, 5, 9)


def test_an_event_is_transparent_and_links_to_its_page(client, home):
    specimen.meeting(home)
    event = only_event(client, "/mk/meetings/calendar-all.ics")
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["URL"] == f"{settings.SITE_ADDRESS}/mk/meetings/vienna/"
    assert event["DESCRIPTION"].endswith(event["URL"])


@pytest.mark.parametrize("precision", ["month", "year"])
def test_a_meeting_without_a_day_is_left_out_as_the_description_explains(client, home, precision):
    specimen.meeting(home, start_date=date(2019, 5, 1), date_precision=precision)
    calendar = fetch(client, PATH)
    assert not calendar.events
    assert "only the month or the year is known" in calendar["DESCRIPTION"]
    assert client.get("/en/meetings/vienna/calendar.ics").status_code == 404


@pytest.mark.parametrize(
    ("status", "written", "title"),
    [
        ("planned", "CONFIRMED", "Meeting in Vienna"),
        ("held", "CONFIRMED", "Meeting in Vienna"),
        ("cancelled", "CANCELLED", "Cancelled: Meeting in Vienna"),
        ("postponed", "CANCELLED", "Postponed: Meeting in Vienna"),
    ],
)
def test_a_meeting_called_off_is_a_cancelled_event(client, home, status, written, title):
    specimen.meeting(home, status=status)
    event = only_event(client)
    assert (event["STATUS"], event["SUMMARY"]) == (written, title)


def test_a_postponed_meeting_with_a_new_date_is_the_same_event(client, home):
    page = specimen.meeting(home, status="postponed")
    earlier = only_event(client)
    page.status, page.start_date = "planned", date(2031, 5, 6)
    specimen.publish(page)
    type(page).objects.filter(pk=page.pk).update(
        last_published_at=page.last_published_at + timedelta(minutes=1)
    )
    later = only_event(client)
    assert (later["UID"], later["STATUS"]) == (earlier["UID"], "CONFIRMED")
    assert later["SEQUENCE"] > earlier["SEQUENCE"]
    assert later["LAST-MODIFIED"].dt > earlier["LAST-MODIFIED"].dt
    assert later["DTSTART"].dt == date(2031, 5, 6)


def test_a_meeting_is_the_same_event_in_all_languages_with_translated_texts(client, home):
    codes = specimen.other_languages()
    page = specimen.meeting(home, place="Vienna", country="AT", summary="A summary.")
    translate(home, page, *codes)
    events = {
        item.tag: only_event(client, f"/{item.code}/meetings/calendar-all.ics")
        for item in all_languages()
    }
    assert {event["UID"] for event in events.values()} == {str(page.translation_key)}
    written = [item for item in all_languages() if not item.derived_from]
    assert len({event["SUMMARY"] for event in events.values()}) == len(written)
    for tag, event in events.items():
        marked = {language(event, name) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")}
        assert marked == {tag}
        assert event["CATEGORIES"].params["LANGUAGE"] == tag


def test_a_meeting_without_a_translation_is_marked_as_in_the_source_language(client, home):
    specimen.meeting(home, country="AT", status="cancelled")
    calendar = fetch(client, "/mk/meetings/calendar-all.ics")
    (event,) = calendar.events
    assert (event["SUMMARY"], event["LOCATION"]) == ("Cancelled: Meeting in Vienna", "Austria")
    assert language(event, "SUMMARY") == language(event, "LOCATION") == "en"
    assert language(calendar, "NAME") == "mk"


def test_a_state_has_the_name_that_the_site_gives_it_and_its_footnote_follows(client, home):
    specimen.state(home, "x", title="Kosovo", territory="XK", designation_footnote="As agreed.")
    specimen.state(home, "y", title="North Macedonia (new)", territory="MK")
    specimen.meeting(home, place="Pristina", country="XK")
    specimen.meeting(home, "skopje", country="MK")
    pristina, skopje = fetch(client, PATH).events
    assert pristina["LOCATION"] == "Pristina, Kosovo*"
    assert "* As agreed." in pristina["DESCRIPTION"]
    assert skopje["LOCATION"] == "North Macedonia (new)"
    assert "*" not in skopje["DESCRIPTION"]


def test_a_meeting_online_and_one_of_the_wider_process_are_described_as_such(client, home):
    specimen.meeting(home, is_online=True, is_context=True, date_note="Day uncertain.")
    event = only_event(client)
    assert event["LOCATION"] == "Online"
    assert "shown as context" in event["DESCRIPTION"]
    assert "Day uncertain." in event["DESCRIPTION"]


def test_the_calendar_has_the_properties_for_subscriptions(client, home):
    calendar = fetch(client, "/mk/meetings/calendar-all.ics")
    address = f"{settings.SITE_ADDRESS}/mk/meetings/"
    assert calendar["VERSION"] == "2.0"
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Состаноци – NATC SEE"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert (calendar["SOURCE"], calendar["URL"]) == (f"{address}calendar-all.ics", address)


def test_drafts_private_and_expired_meetings_are_in_no_calendar(client, home):
    specimen.meeting(home, "draft").unpublish()
    specimen.restrict(specimen.meeting(home, "private"))
    over = timezone.now() - timedelta(minutes=1)
    page = specimen.meeting(home, "expired")
    type(page).objects.filter(pk=page.pk).update(expire_at=over)
    specimen.meeting(home, "public", title="Public")
    assert summaries(fetch(client, PATH)) == ["Public"]
    for slug in ("draft", "private", "expired", "nowhere"):
        assert client.get(f"/en/meetings/{slug}/calendar.ics").status_code == 404


def test_a_meeting_made_private_in_one_language_has_no_event_there(client, home, locale):
    page = specimen.meeting(home)
    translate(home, page, "mk")
    specimen.restrict(page.get_translation(locale("mk")))
    assert not fetch(client, "/mk/meetings/calendar-all.ics").events
    assert fetch(client, PATH).events


def test_one_meeting_is_a_calendar_of_one_event(client, home):
    specimen.meeting(home)
    specimen.meeting(home, "sofia", title="Sofia")
    response = client.get("/en/meetings/sofia/calendar.ics")
    assert 'filename="sofia.ics"' in response.headers["Content-Disposition"]
    assert summaries(fetch(client, "/en/meetings/sofia/calendar.ics")) == ["Sofia"]


def test_the_number_of_queries_does_not_grow_with_the_meetings(client, home):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            fetch(client, "/mk/meetings/calendar-all.ics", year="2019")
        return len(captured)

    page = specimen.meeting(home, country="AT")
    translate(home, page, "mk")
    specimen.meeting(home, "untranslated", country="SI")
    before = queries()
    for number in range(3):
        specimen.translate(specimen.meeting(home, f"vienna-{number}", country="AT"), "mk")
    assert queries() == before <= 10


def test_the_calendar_to_subscribe_to_begins_two_years_ago_unless_a_year_is_chosen(client, home):
    today = timezone.localdate()
    specimen.meeting(home, "old", title="Old", start_date=today - timedelta(days=740))
    specimen.meeting(home, "recent", title="Recent", start_date=today - timedelta(days=720))
    coming = {"start_date": today + timedelta(days=900), "status": "planned"}
    specimen.meeting(home, "coming", title="Coming", **coming)
    path = "/en/meetings/calendar.ics"
    recent = fetch(client, path)
    assert summaries(recent) == ["Recent", "Coming"]
    assert "more than two years ago" in recent["DESCRIPTION"]
    assert summaries(fetch(client, PATH)) == ["Old", "Recent", "Coming"]
    year = str((today - timedelta(days=740)).year)
    assert "Old" in summaries(fetch(client, path, year=year))
    assert "Old" not in summaries(fetch(client, path, kind="coordinators"))
