"""Everything translated, in both scripts: nothing of the source is left for readers to see."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from wagtail.models import Page

from core.languages import site_language
from core.localized_urls import localized_url
from tests import translators
from translation.models import Assignment
from translation.segments.markup import plain_text
from translation.segments.text import load_segments

TRANSLATED = ["sl", "sr-cyrl"]
# The last one is derived from the second: nobody translates into it.
READ = [*TRANSLATED, "sr-latn"]
SPOKEN = ("alt", "title", "content", "aria-label", "placeholder")

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("code", READ)]


@pytest.fixture(scope="module")
def live(filled):
    """Every kind, translated, reviewed and published, those above before those below."""
    user = get_user_model().objects.create_superuser("sender")
    instances = sorted(filled.values(), key=lambda instance: getattr(instance, "path", ""))
    for code in TRANSLATED:
        for instance in instances:
            translators.translate_and_publish(translators.send_to_translation(user, instance, code))
    translators.run_waiting_jobs()
    return filled


@pytest.fixture(scope="module")
def source_texts(live) -> set[str]:
    """What stands in the sources, but for words too short to tell from others."""
    return {
        text
        for assignment in Assignment.objects.filter(
            translation__target_locale__language_code=TRANSLATED[0]
        )
        for segment in load_segments(assignment.translation)
        if len(text := plain_text(segment.source).strip()) > len("Two")
    }


def read(html: str) -> list[str]:
    """What a person sees or hears of a page, piece by piece, without what is in other languages."""
    soup = BeautifulSoup(html, "html.parser")
    language = soup.html["lang"]
    for element in soup.select("script, style"):
        element.decompose()
    for element in soup.find_all(lang=lambda value: value and value != language):
        if element.name != "html":
            element.decompose()
    pieces = [piece for piece in soup.stripped_strings]
    for element in soup.find_all(True):
        pieces += [element[name] for name in SPOKEN if element.get(name)]
    return pieces


def test_no_words_of_the_source_are_left_on_any_page(client, live, source_texts, code):
    left = set()
    for kind, page in live.items():
        if isinstance(page, Page):
            response = client.get(localized_url(page, site_language(code)))
            assert response.status_code == 200, kind
            for piece in read(response.content.decode()):
                left |= {
                    (kind, text)
                    for text in source_texts
                    if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", piece)
                }
    assert not left


def test_no_page_is_a_fallback_an_alias_or_out_of_place(client, live, code):
    for kind, page in live.items():
        copy = type(page).objects.get(
            translation_key=page.translation_key, locale__language_code=code
        )
        assert copy.live, kind
        assert getattr(copy, "alias_of_id", None) is None
        if isinstance(page, Page):
            html = client.get(localized_url(page, site_language(code))).content.decode()
            assert BeautifulSoup(html, "html.parser").find("meta", {"name": "robots"}) is None
    assert not [found for found in Page.find_problems() if found]


def test_the_letters_are_those_of_the_language(client, live, code):
    page = live["ContentPage"]
    main = BeautifulSoup(
        client.get(localized_url(page, site_language(code))).content, "html.parser"
    ).main
    is_cyrillic = bool(re.search(r"[а-яА-Я]", main.get_text()))
    assert is_cyrillic == (site_language(code).script == "Cyrl")
