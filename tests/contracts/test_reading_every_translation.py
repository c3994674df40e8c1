"""Pages of which every text is translated contain no text of the source, in either script."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page

from core.languages import site_language
from core.localized_urls import localized_url
from tests import grids, translators
from translation.models import Assignment
from translation.segments.markup import plain_text
from translation.segments.text import load_segments

TRANSLATED = ["sl", "sr-cyrl"] if grids.is_full else ["sr-cyrl"]
# The last one is transliterated from the one before.
CODES = [*TRANSLATED, "sr-latn"]
TEXT_ATTRIBUTES = ("alt", "title", "content", "aria-label", "placeholder")

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("code", CODES, scope="module")]


@pytest.fixture(scope="module")
def published(filled_sources):
    """Translations of every page type and of a theme; parents are published before children."""
    user = get_user_model().objects.create_superuser("sender")
    instances = sorted(filled_sources.values(), key=lambda instance: getattr(instance, "path", ""))
    for code in TRANSLATED:
        for instance in instances:
            translators.translate_and_publish(translators.send_to_translation(user, instance, code))
    translators.run_waiting_jobs()
    return filled_sources


@pytest.fixture(scope="module")
def source_texts(published) -> set[str]:
    """The texts of the sources, without words too short to be recognized in a translation."""
    return {
        text
        for assignment in Assignment.objects.filter(
            translation__target_locale__language_code=TRANSLATED[0]
        )
        for segment in load_segments(assignment.translation)
        if len(text := plain_text(segment.source).strip()) > len("Two")
    }


@pytest.fixture(scope="module")
def read(published, code) -> dict[str, str]:
    """By page type: the HTML that readers get in the language."""
    client = Client()
    html = {}
    for kind, page in published.items():
        if isinstance(page, Page):
            response = client.get(localized_url(page, site_language(code)))
            assert response.status_code == 200, kind
            html[kind] = response.content.decode()
    return html


def page_texts(html: str) -> list[str]:
    """Return the texts and text attributes of a page, without those in other languages."""
    soup = BeautifulSoup(html, "html.parser")
    language = soup.html["lang"]
    for element in soup.select("script, style"):
        element.decompose()
    for element in soup.find_all(lang=lambda value: value and value != language):
        if element.name != "html":
            element.decompose()
    texts = [piece for piece in soup.stripped_strings]
    for element in soup.find_all(True):
        texts += [element[name] for name in TEXT_ATTRIBUTES if element.get(name)]
    return texts


def test_no_text_of_the_source_is_left_on_any_page(read, source_texts):
    left = set()
    for kind, html in read.items():
        for piece in page_texts(html):
            left |= {
                (kind, text)
                for text in source_texts
                if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", piece)
            }
    assert not left


def test_every_translation_is_live_and_no_alias_in_a_valid_tree(published, read, code):
    for kind, page in published.items():
        copy = type(page).objects.get(
            translation_key=page.translation_key, locale__language_code=code
        )
        assert copy.live, kind
        assert getattr(copy, "alias_of_id", None) is None
        assert copy.slug == page.slug or kind == "HomePage"
        if isinstance(page, Page):
            assert BeautifulSoup(read[kind], "html.parser").find("meta", {"name": "robots"}) is None
    assert not [found for found in Page.find_problems() if found]


def test_the_text_is_in_the_script_of_the_language(read, code):
    for kind, html in read.items():
        main = BeautifulSoup(html, "html.parser").main
        for name in main.select("[lang]"):  # of another language, in its own script
            name.extract()
        is_cyrillic = bool(re.search(r"[Ѐ-ӿ]", main.get_text()))
        assert is_cyrillic == (site_language(code).script == "Cyrl"), kind
