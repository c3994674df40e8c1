"""Structured data of pages in the vocabulary of schema.org."""

from datetime import date

import extruct
import pytest

from tests import grids
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

# Of https://schema.org/version/29.0: the properties that these types have, inherited ones included,
# as far as the site uses them. Other types are not used.
PROPERTIES = {
    "WebPage": {
        "url",
        "name",
        "description",
        "inLanguage",
        "dateModified",
        "breadcrumb",
        "workTranslation",
        "translationOfWork",
        "mainEntity",
    },
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "CreativeWork": {"url", "inLanguage"},
    "Event": {
        "name",
        "description",
        "url",
        "inLanguage",
        "startDate",
        "endDate",
        "eventStatus",
        "eventAttendanceMode",
        "location",
        "organizer",
    },
    "NewsArticle": {"headline", "description", "url", "inLanguage", "datePublished"},
    "Place": {"name", "address"},
    "PostalAddress": {"addressLocality", "addressCountry"},
    "Organization": {"name"},
    "DigitalDocument": {
        "name",
        "alternateName",
        "abstract",
        "url",
        "inLanguage",
        "dateCreated",
        "locationCreated",
        "encoding",
        "workTranslation",
        "translationOfWork",
    },
    "MediaObject": {"contentUrl", "inLanguage"},
    "GovernmentOrganization": {
        "name",
        "alternateName",
        "url",
        "email",
        "address",
        "parentOrganization",
    },
}


def extracted(client, path: str) -> dict:
    """The structured data of a page, as a search engine extracts it."""
    html = client.get(path).content.decode()
    (found,) = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    assert found.pop("@context") == "https://schema.org"
    return found


def check(thing) -> None:
    """Assert that nothing is empty, and that each property belongs to its type."""
    if isinstance(thing, list):
        for item in thing:
            check(item)
    if isinstance(thing, dict):
        assert set(thing) - {"@type"} <= PROPERTIES[thing["@type"]], thing["@type"]
        for value in thing.values():
            assert value not in ("", None, [], {})
            check(value)


def test_every_page_type_uses_only_properties_of_schema_org(client, home):
    made = specimen.every_kind(home, "mk")
    for page in made.pages.values():
        for code in ("en", "mk", "sr-latn"):
            check(extracted(client, f"/{code}/{page.url_path.split('/', 2)[2]}"))


@pytest.mark.parametrize("code", grids.codes())
def test_a_fallback_has_the_language_of_its_text(client, home, code):
    specimen.meeting(home)
    page = extracted(client, f"/{code}/meetings/vienna/")
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
