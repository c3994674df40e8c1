"""The home page: the next meeting, the latest meetings and the key documents."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import specimens as specimen
from tests.public_pages import element_text, entry_titles, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def plan(home, title: str, start: date, **values):
    slug = title.lower().replace(" ", "-")
    return specimen.meeting(home, slug=slug, title=title, start_date=start, **values)


def section(client, name: str, path: str = "/en/") -> list[str]:
    found = read(client, path).find("section", {"aria-labelledby": name})
    return entry_titles(found) if found else []


def choose(home, *declarations) -> None:
    chosen = [("document", page.pk) for page in declarations]
    home.refresh_from_db()
    home.key_documents = specimen.stream(home, "key_documents", *chosen)
    specimen.publish(home)


def test_the_next_meeting_is_the_nearest_one_to_come(client, home, today):
    plan(home, "Later", today + timedelta(days=60), status="planned")
    plan(home, "Next", today + timedelta(days=30), status="planned")
    plan(home, "Over", date(2015, 1, 1))
    assert section(client, "next-meeting") == ["Next"]
    assert section(client, "next-meeting", "/mk/") == ["Next"]


def test_without_a_meeting_to_come_there_is_no_section_for_it(client, home, today):
    plan(home, "Over", date(2015, 1, 1))
    plan(home, "Cancelled", today + timedelta(days=30), status="cancelled")
    plan(home, "Postponed", today + timedelta(days=40), status="postponed")
    assert not read(client, "/en/").select(".home__next")


def test_a_meeting_that_was_held_is_not_next_although_its_day_is_not_known(client, home, today):
    plan(home, "Held", date(today.year, 1, 1), date_precision="year", status="held")
    assert section(client, "next-meeting") == []
    assert section(client, "latest-meetings") == ["Held"]


def test_the_latest_meetings_are_the_last_three(client, home):
    for year in (2012, 2015, 2018, 2020):
        plan(home, f"In {year}", date(year, 1, 1))
    assert section(client, "latest-meetings") == ["In 2020", "In 2018", "In 2015"]


def test_a_meeting_of_which_the_day_is_not_known_comes_after_the_dated_ones(client, home):
    plan(home, "In 2020", date(2020, 1, 1), date_precision="year")
    plan(home, "On 2 January 2020", date(2020, 1, 2))
    assert section(client, "latest-meetings") == ["On 2 January 2020", "In 2020"]


def test_key_documents_are_in_the_chosen_order(client, home):
    made = [
        specimen.declaration(home, slug, title=slug.title(), start_date=date(year, 1, 1))
        for slug, year in (("first", 2010), ("second", 2012), ("third", 2018))
    ]
    choose(home, made[1], made[2], made[0])
    assert section(client, "key-documents") == ["Second", "Third", "First"]
    assert section(client, "key-documents", "/hr/") == ["Second", "Third", "First"]


def test_key_documents_are_in_the_language_of_the_reader(client, home):
    one = specimen.declaration(home, "one", title="One")
    other = specimen.declaration(home, "other", title="Other")
    specimen.translate(one.get_parent().specific, "mk")
    specimen.translate(one, "mk")
    choose(home, other, one)
    assert section(client, "key-documents", "/mk/") == ["Other", "mk One"]
    specimen.translate(home, "mk")
    assert section(client, "key-documents", "/mk/") == ["Other", "mk One"]


def test_key_documents_that_are_drafts_private_or_deleted_are_left_out(client, home):
    made = [specimen.declaration(home, slug, title=slug.title()) for slug in ("a", "b", "c", "d")]
    choose(home, *made)
    made[0].unpublish()
    specimen.restrict(made[1])
    made[2].delete()
    assert section(client, "key-documents") == ["D"]


def test_without_key_documents_there_is_no_section_for_them(client, home):
    assert not read(client, "/en/").select(".home__documents")


def ways_in(client, path: str = "/en/") -> list[tuple[str, str]]:
    return [(link["href"], link.get_text()) for link in read(client, path).select(".ways-in a")]


def test_ways_in_are_the_help_an_office_and_the_latest_document(client, home):
    early = specimen.declaration(home, "early", title="Early", start_date=date(2012, 1, 1))
    specimen.declaration(home, "late", title="Late", start_date=date(2025, 1, 1))
    choose(home, early)
    assert ways_in(client) == [
        ("/en/contacts-by-country/", "Get help"),
        ("/en/states/", "Find an office"),
        ("/en/declarations/late/", "Late"),
    ]
    assert ways_in(client, "/hr/")[2] == ("/hr/declarations/late/", "Late")
    assert section(client, "key-documents") == ["Early"]


def test_the_latest_document_is_one_that_everybody_may_read(client, home):
    specimen.declaration(home, "early", title="Early", start_date=date(2012, 1, 1))
    draft = specimen.declaration(home, "draft", start_date=date(2024, 1, 1))
    draft.unpublish()
    specimen.restrict(specimen.declaration(home, "private", start_date=date(2025, 1, 1)))
    assert ways_in(client)[-1] == ("/en/declarations/early/", "Early")


def test_of_two_latest_documents_the_key_document_is_shown(client, home):
    made = [
        specimen.declaration(home, slug, title=slug.title(), start_date=date(2025, 3, 1))
        for slug in ("a", "b")
    ]
    assert ways_in(client)[-1][1] == "A"
    choose(home, made[1])
    assert ways_in(client)[-1][1] == "B"


def test_without_a_document_two_ways_in_remain(client, home):
    assert len(ways_in(client)) == 2


def test_participants_are_tiles_in_the_order_of_reading_and_others_come_last(client, home):
    for slug, code in (("albania", "AL"), ("austria", "AT"), ("moldova", "MD"), ("kosovo", "XK")):
        specimen.state(home, slug, territory=code)
    tiles = read(client, "/en/").select(".participants li")
    assert [tile.a["href"].split("/")[-2] for tile in tiles] == [
        "moldova",
        "kosovo",
        "albania",
        "austria",
    ]
    assert tiles[0]["class"] == ["participants__column-4", "participants__row-1"]


def test_without_participants_there_is_no_section_for_them(client, home):
    assert not read(client, "/en/").select(".participants")


def test_a_title_in_the_fallback_language_is_marked(client, home):
    plan(home, "Over", date(2015, 1, 1))
    soup = read(client, "/mk/")
    link = soup.select_one(".entry__title a")
    assert (link["href"], link["lang"]) == ("/mk/meetings/over/", "en")
    assert element_text(soup.select_one(".language-tag[lang=en]")) == "English"
    assert not read(client, "/en/").select(".language-tag")


def test_each_language_has_its_own_home_page_as_soon_as_it_is_published(client, home):
    assert read(client, "/mk/").h1.get_text() == home.title
    specimen.translate(specimen.publish(home), "mk")
    assert read(client, "/mk/").h1.get_text() == f"mk {home.title}"
    assert read(client, "/hr/").h1.get_text() == home.title


def test_no_second_home_page_can_be_added_by_hand(home):
    assert not type(home).can_create_at(home.get_parent().specific)


def test_the_history_is_there_without_key_documents(client, home):
    home.history_teaser = "Since 2010."
    specimen.publish(home)
    teaser = read(client, "/en/").select_one(".home__history")
    assert "Since 2010." in element_text(teaser)
    assert teaser.a["href"] == "/en/history/"


def test_a_picture_with_its_credit_takes_the_place_of_the_emblem(client, home):
    image = specimen.picture()
    image.licence, image.licence_url = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
    image.save()
    assert read(client, "/en/").select(".home__opening > .emblem")
    value = {"image": image.pk, "alternative_text": "A bridge", "caption": ""}
    home.picture = specimen.stream(home, "picture", ("picture", value))
    specimen.publish(home)
    specimen.translate(home, "mk")
    opening = read(client, "/mk/").select_one(".home__opening")
    assert opening.img["alt"] == "mk A bridge"
    assert opening.figcaption.get_text().split() == ["Secretariat,", "CC", "BY", "4.0"]
    assert opening.select_one("[rel=license]")["href"] == image.licence_url
    assert not opening.select(".emblem")
