"""Pictures in modern formats and several widths, with dimensions that prevent layout shifts."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from PIL import Image
from wagtail.fields import StreamField
from wagtail.models import Page

from core.blocks import PictureBlock
from core.languages import site_language
from core.localized_urls import localized_url
from core.page_types import page_types
from tests import specimens as specimen

pytestmark = pytest.mark.django_db

FORMATS = {"image/avif": "AVIF", "image/webp": "WEBP"}


def may_have_pictures(model: type[Page]) -> bool:
    streams = [field for field in model._meta.get_fields() if isinstance(field, StreamField)]
    blocks = [block for field in streams for block in field.stream_block.child_blocks.values()]
    return any(isinstance(block, PictureBlock) for block in blocks)


WITH_PICTURES = [model.__name__ for model in page_types() if may_have_pictures(model)]


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
    """Request and decode each picture of a ``srcset``; return them by the stated width."""
    pictures = {}
    for candidate in srcset.split(", "):
        path, width = candidate.split(" ")
        response = Client().get(path)
        picture = Image.open(BytesIO(b"".join(response.streaming_content)))
        picture.load()
        pictures[int(width.removesuffix("w"))] = picture
    return pictures


def pictures(soup: BeautifulSoup) -> list[Tag]:
    return soup.select("picture")


@pytest.mark.parametrize("kind", WITH_PICTURES)
def test_the_specimens_of_these_types_contain_a_picture(soups, kind):
    assert pictures(soups[kind])


def test_every_image_has_dimensions_an_alternative_text_and_lazy_loading(soups):
    for soup in soups.values():
        for image in soup.select("img"):
            assert int(image["width"]) > 0
            assert int(image["height"]) > 0
            assert image["loading"] == ("eager" if image.find_parent(class_="home") else "lazy")
            assert image["alt"] == "mk A hall"
            assert image.find_parent(lang=True)["lang"] == "mk"


@pytest.mark.parametrize("kind", WITH_PICTURES)
@pytest.mark.parametrize("media_type", FORMATS)
def test_each_source_has_the_stated_format_and_widths(soups, kind, media_type):
    source = pictures(soups[kind])[0].select_one(f'source[type="{media_type}"]')
    found = served(source["srcset"])
    assert {picture.format for picture in found.values()} == {FORMATS[media_type]}
    # The picture of the specimens is 1200 pixels wide. It is not scaled up.
    assert {width: picture.width for width, picture in found.items()} == {
        480: 480,
        960: 960,
        1200: 1200,
    }
    assert source["sizes"].startswith("(max-width: ")


@pytest.mark.parametrize("kind", WITH_PICTURES)
def test_the_img_element_has_jpeg_for_every_browser(soups, kind):
    image = pictures(soups[kind])[0].img
    assert {picture.format for picture in served(image["srcset"]).values()} == {"JPEG"}
    assert image["src"] in image["srcset"]


def test_the_sources_are_avif_before_webp(soups):
    for soup in soups.values():
        for picture in pictures(soup):
            assert [source["type"] for source in picture.select("source")] == list(FORMATS)


def test_a_picture_of_an_untranslated_page_has_the_language_of_its_text(client, home):
    shown = {"image": specimen.picture().pk, "alternative_text": "A hall", "caption": ""}
    page = specimen.meeting(home, slug="graz")
    page.pictures = specimen.stream(page, "pictures", ("picture", shown))
    specimen.publish(page)
    soup = BeautifulSoup(client.get("/mk/meetings/graz/").content, "html.parser")
    assert soup.img.find_parent(lang=True)["lang"] == "en"
