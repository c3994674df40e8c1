"""Pictures in modern formats and in the size that is needed, that never move the text."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from PIL import Image

from core.languages import site_language
from core.localized_urls import localized_url
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

FORMATS = {"image/avif": "AVIF", "image/webp": "WEBP"}
WITH_PICTURES = ["ContentPage", "MeetingPage", "HistoryPage"]


@pytest.fixture(scope="module")
def soups(specimens) -> dict[str, BeautifulSoup]:
    client = Client()
    return {
        kind: BeautifulSoup(
            client.get(localized_url(page, site_language("mk"))).content, "html.parser"
        )
        for kind, page in specimens.pages.items()
    }


def served(srcset: str) -> dict[int, Image.Image]:
    """Decode each picture of a ``srcset`` as it is served, by the width that is said of it."""
    pictures = {}
    for candidate in srcset.split(", "):
        path, width = candidate.split(" ")
        answer = Client().get(path)
        picture = Image.open(BytesIO(b"".join(answer.streaming_content)))
        picture.load()
        pictures[int(width.removesuffix("w"))] = picture
    return pictures


def pictures(soup: BeautifulSoup) -> list[Tag]:
    return soup.select("picture")


@pytest.mark.parametrize("kind", WITH_PICTURES)
def test_the_pages_that_can_have_pictures_have_one_here(soups, kind):
    assert pictures(soups[kind])


def test_no_picture_lacks_its_size_its_words_or_its_patience(soups):
    for soup in soups.values():
        for image in soup.select("img"):
            assert int(image["width"]) > 0
            assert int(image["height"]) > 0
            assert image["loading"] == "lazy"
            assert image["alt"] == "mk A hall"
            assert image.find_parent(lang=True)["lang"] == "mk"


@pytest.mark.parametrize("kind", WITH_PICTURES)
@pytest.mark.parametrize("media_type", FORMATS)
def test_each_size_of_each_format_is_what_it_says(soups, kind, media_type):
    source = pictures(soups[kind])[0].select_one(f'source[type="{media_type}"]')
    found = served(source["srcset"])
    assert {picture.format for picture in found.values()} == {FORMATS[media_type]}
    # The picture of the specimens is 1200 pixels wide, and is never made larger.
    assert {width: picture.width for width, picture in found.items()} == {
        480: 480,
        960: 960,
        1200: 1200,
    }
    assert source["sizes"].startswith("(max-width: ")


@pytest.mark.parametrize("kind", WITH_PICTURES)
def test_what_every_browser_can_show_is_there_as_well(soups, kind):
    image = pictures(soups[kind])[0].img
    assert {picture.format for picture in served(image["srcset"]).values()} == {"JPEG"}
    assert image["src"] in image["srcset"]


def test_the_modern_formats_are_offered_before_the_old_one(soups):
    for soup in soups.values():
        for picture in pictures(soup):
            assert [source["type"] for source in picture.select("source")] == list(FORMATS)


def test_a_picture_in_another_language_than_the_page_says_so(client, home):
    shown = {"image": specimen.picture().pk, "alternative_text": "A hall", "caption": ""}
    page = specimen.meeting(home, slug="graz")
    page.pictures = specimen.stream(page, "pictures", ("picture", shown))
    specimen.publish(page)
    soup = BeautifulSoup(client.get("/mk/meetings/graz/").content, "html.parser")
    assert soup.img.find_parent(lang=True)["lang"] == "en"
