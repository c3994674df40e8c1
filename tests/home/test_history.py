"""The history page: milestones in order of date, with links to public pages only."""

import pytest
from django.core.exceptions import ValidationError

from home.blocks import MilestoneBlock
from tests import specimens as specimen
from tests.public_pages import element_text, read

pytestmark = pytest.mark.django_db

PATH = "/en/history/"


@pytest.fixture
def history(home):
    return home.get_children().get(slug="history").specific


def milestone(title: str, start: str, precision: str = "day", **values) -> tuple[str, dict]:
    value = {
        "start_date": start,
        "date_precision": precision,
        "title": title,
        "text": "<p>It happened.</p>",
        "picture": [],
        "page": None,
    }
    return "milestone", {**value, **values}


def set_milestones(history, *milestones):
    history.milestones = specimen.stream(history, "milestones", *milestones)
    return specimen.publish(history)


def shown_titles(client, path: str = PATH) -> list[str]:
    return [title.get_text() for title in read(client, path).select(".timeline h2")]


def shown_links(client, path: str = PATH) -> list[tuple[str, str]]:
    links = read(client, path).select(".timeline a")
    return [(" ".join(link.get_text().split()), link["href"]) for link in links]


def test_milestones_are_in_order_of_date_less_precise_dates_last(client, history):
    set_milestones(
        history,
        milestone("In 2012", "2012-01-01", "year"),
        milestone("In May 2012", "2012-05-01", "month"),
        milestone("On 31 May 2012", "2012-05-31"),
        milestone("On 1 June 2012", "2012-06-01"),
        milestone("On 1 January 2013", "2013-01-01"),
        milestone("On 20 October 2010", "2010-10-20"),
    )
    assert shown_titles(client) == [
        "On 20 October 2010",
        "On 31 May 2012",
        "In May 2012",
        "On 1 June 2012",
        "In 2012",
        "On 1 January 2013",
    ]


def test_milestones_of_one_day_stay_in_the_order_of_the_editor(client, history):
    set_milestones(history, milestone("Morning", "2010-10-20"), milestone("Evening", "2010-10-20"))
    assert shown_titles(client) == ["Morning", "Evening"]


def test_a_date_is_as_precise_as_it_is_known_and_a_note_explains_it(client, history):
    set_milestones(history, milestone("Founded", "2010-10-01", "month", date_note="In autumn."))
    entry = read(client, PATH).select_one(".timeline__entry")
    assert entry.time["datetime"] == "2010-10"
    assert element_text(entry.time) == "October 2010"
    assert element_text(entry.select_one(".note")) == "In autumn."


def test_a_milestone_links_to_its_page_in_the_language_of_the_reader(client, home, history):
    meeting = specimen.meeting(home)
    specimen.translate(meeting.get_parent().specific, "mk")
    specimen.translate(meeting, "mk")
    set_milestones(history, milestone("Met", "2019-05-06", page=meeting.pk))
    assert shown_links(client) == [("Meeting in Vienna", "/en/meetings/vienna/")]
    assert shown_links(client, "/mk/history/") == [("mk Meeting in Vienna", "/mk/meetings/vienna/")]
    untranslated = ("Meeting in Vienna (English)", "/hr/meetings/vienna/")
    assert shown_links(client, "/hr/history/") == [untranslated]


@pytest.mark.parametrize("code", ["en", "mk"])
def test_a_milestone_does_not_link_to_pages_that_are_not_public(client, home, history, code):
    draft, private, deleted = (specimen.meeting(home, slug) for slug in ("a", "b", "c"))
    set_milestones(
        history,
        *(milestone("Met", "2019-05-06", page=page.pk) for page in (draft, private, deleted)),
    )
    specimen.translate(history, "mk")
    draft.unpublish()
    specimen.restrict(private)
    deleted.delete()
    assert shown_titles(client, f"/{code}/history/") == ["Met" if code == "en" else "mk Met"] * 3
    assert shown_links(client, f"/{code}/history/") == []


def test_a_history_without_milestones_is_a_page_too(client, history):
    assert shown_titles(client) == []


@pytest.mark.parametrize(
    ("precision", "end"), [("day", "2010-10-19"), ("month", "2010-10-25"), ("year", "2010-12-31")]
)
def test_an_end_before_the_start_or_in_the_same_period_is_refused(precision, end):
    _, value = milestone("Founded", "2010-10-20", precision, end_date=end)
    block = MilestoneBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))


def test_a_range_of_days_is_shown_as_one(client, history):
    set_milestones(history, milestone("Met", "2015-11-03", end_date="2015-11-04"))
    shown = read(client, PATH).select_one(".timeline time").get_text()
    assert shown.replace("\u2009", "") == "3–4 November 2015"
