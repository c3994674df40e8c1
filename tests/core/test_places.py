"""Names of towns from CLDR and from the site's own pages, for readers and for search."""

import pytest

from core.places import cldr_city_names, place_names_on_pages
from tests import specimens as specimen
from tests.public_pages import read


@pytest.mark.parametrize("place", ["Belgrade", "Београд", "BEOGRAD", "Белград", "Belgrad"])
def test_a_capital_is_found_by_its_name_in_every_language(place):
    names = dict(cldr_city_names((place,)))
    assert names["en"] == "Belgrade"
    assert names["sr-cyrl"] == "Београд"
    assert names["bg"] == "Белград"
    assert names["ro"] == "Belgrad"


def test_a_name_that_cldr_omits_is_taken_from_the_time_zone():
    assert dict(cldr_city_names(("Љубљана",)))["sl"] == "Ljubljana"


@pytest.mark.parametrize(
    "place", ["Hofburg, Vienna", "Vienna (online)", "Vienna/Graz", "Wien; Beč"]
)
def test_a_place_may_contain_more_than_the_town(place):
    assert ("sl", "Dunaj") in cldr_city_names((place,))


@pytest.mark.parametrize("place", ["", "Brdo", "Unknown City", "Vienna Woods", ",,"])
def test_an_unknown_place_has_no_names(place):
    assert cldr_city_names((place,)) == []


# Names from pages


@pytest.fixture
def brdo(home, locale):
    """A meeting in Brdo, with the place in Cyrillic on its Macedonian page."""
    page = specimen.meeting(home, place="Brdo")
    specimen.translate(page.get_parent().specific, "mk")
    specimen.translate(page, "mk")
    translated = page.get_translation(locale("mk"))
    translated.place = "Брдо"
    specimen.publish(translated)
    return page


def names(*places: str) -> set:
    return set(place_names_on_pages(places))


def test_a_place_has_the_names_of_translated_pages(brdo):
    assert names("Brdo") == names("Брдо") == {("en", "Brdo"), ("mk", "Брдо")}


def test_all_page_types_with_a_place_are_searched(home, brdo):
    other = specimen.declaration(home, place="Brdo")
    specimen.translate(other.get_parent().specific, "sl")
    specimen.translate(other, "sl")
    assert names("Brdo") == {("en", "Brdo"), ("mk", "Брдо"), ("sl", "sl Brdo")}
    assert names("Brdo", "Kranj") == names("Brdo")


def test_a_page_that_is_not_public_gives_no_name(brdo, locale):
    translated = brdo.get_translation(locale("mk"))
    translated.unpublish()
    assert names("Brdo") == {("en", "Brdo")}
    specimen.restrict(brdo)
    assert names("Brdo") == set()


def test_a_page_is_found_by_the_name_that_other_pages_have_for_its_place(home, brdo):
    other = specimen.meeting(home, slug="other", place="Brdo", country="SI")
    assert {"Брдо", "Slovenija", "Словенија"} <= set(other.subject_names)


# For readers


def test_a_place_and_its_country_are_shown_in_one_language(client, home, brdo):
    for slug, place in (("town", "Brdo"), ("capital", "Belgrade"), ("hall", "Upper Hall")):
        specimen.meeting(home, slug=slug, title=slug, place=place, country="SI")
    soup = read(client, "/mk/meetings/")
    shown = {place.get_text(strip=True): place for place in soup.select(".entry__place")}
    assert set(shown) >= {"Брдо, Словенија", "Белград, Словенија", "Upper Hall, Slovenia"}
    assert shown["Upper Hall, Slovenia"].span["lang"] == "en"
    assert not shown["Брдо, Словенија"].select("[lang]")
