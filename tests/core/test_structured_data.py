"""Structured data of pages in the vocabulary of schema.org."""

from datetime import date

import pytest

from tests import grids
from tests import specimens as specimen
from tests.structured_data import check, extracted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", grids.codes())
def test_a_fallback_has_the_language_of_its_text(client, home, code):
    specimen.meeting(home)
    page = extracted(client, f"/{code}/meetings/vienna/")
    check(page)
    assert page["inLanguage"] == page["mainEntity"]["inLanguage"] == "en"
    assert page["url"].endswith("/en/meetings/vienna/")


def test_translations_and_their_source_are_linked_both_ways(client, home):
    page = specimen.declaration(home)
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    source = extracted(client, "/en/declarations/vienna-declaration/")["mainEntity"]
    assert [work["inLanguage"] for work in source["workTranslation"]] == ["mk"]
    translation = extracted(client, "/mk/declarations/vienna-declaration/")["mainEntity"]
    assert translation["translationOfWork"]["url"] == source["url"]
    assert source["workTranslation"][0]["url"] == translation["url"]


def test_a_private_translation_is_not_linked(client, home):
    page = specimen.content(home)
    specimen.translate(page, "mk", "hr")
    specimen.restrict(page.get_translations().get(locale__language_code="mk"))
    works = extracted(client, "/en/about/")["workTranslation"]
    assert [work["inLanguage"] for work in works] == ["hr"]


@pytest.mark.parametrize(
    ("values", "start", "end"),
    [
        ({"start_date": date(2019, 5, 6)}, "2019-05-06", "2019-05-06"),
        (
            {"start_date": date(2019, 5, 6), "end_date": date(2019, 5, 7)},
            "2019-05-06",
            "2019-05-07",
        ),
        ({"start_date": date(2019, 5, 1), "date_precision": "month"}, "2019-05", "2019-05"),
        ({"start_date": date(2019, 1, 1), "date_precision": "year"}, "2019", "2019"),
    ],
)
def test_a_meeting_is_dated_as_precisely_as_it_is_known(client, home, values, start, end):
    specimen.meeting(home, **values)
    event = extracted(client, "/en/meetings/vienna/")["mainEntity"]
    assert (event["startDate"], event["endDate"]) == (start, end)


@pytest.mark.parametrize(
    ("status", "name"),
    [("cancelled", "Cancelled"), ("postponed", "Postponed"), ("planned", "Scheduled")],
)
def test_a_cancelled_meeting_has_its_status(client, home, status, name):
    specimen.meeting(home, status=status)
    event = extracted(client, "/en/meetings/vienna/")["mainEntity"]
    assert event["eventStatus"] == f"https://schema.org/Event{name}"


def test_a_meeting_has_a_location_only_if_it_is_known(client, home):
    specimen.meeting(home, "unknown")
    assert "eventAttendanceMode" not in extracted(client, "/en/meetings/unknown/")["mainEntity"]
    specimen.meeting(home, "online", is_online=True)
    online = extracted(client, "/en/meetings/online/")["mainEntity"]
    assert online["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")


def test_text_cannot_close_the_script_element(client, home):
    title = "</script><script>alert(1)</script> & <b>"
    specimen.content(home, title=title)
    assert extracted(client, "/en/about/")["name"] == title


def test_the_breadcrumbs_are_those_of_the_page(client, home):
    specimen.meeting(home)
    steps = extracted(client, "/en/meetings/vienna/")["breadcrumb"]["itemListElement"]
    assert [step["name"] for step in steps] == ["NATC SEE", "Meetings", "Meeting in Vienna"]
    assert [step["position"] for step in steps] == [1, 2, 3]
