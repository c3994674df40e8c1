"""The quality checks of many translations at once."""

import pytest
from bs4 import BeautifulSoup

from tests import specimens as specimen
from translation.desk.views import checks

from .conftest import translate_segments

pytestmark = pytest.mark.django_db

URL = "/admin/translation/checks/"


@pytest.fixture
def check(client_for, translator):
    """Check translations into Slovenian: ``check(which="open")``."""
    client = client_for(translator("sl", "checking"))

    def get(**query) -> BeautifulSoup:
        response = client.get(URL, {"language": "sl", "which": "open"} | query)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return get


def test_problems_of_several_pages_are_listed_with_links_to_their_texts(
    check, send_to_translation, translator, home
):
    person = translator("sl")
    for slug in ("one", "two"):
        page = specimen.content(home, slug=slug, title=slug, summary="In 2019, 12 states met.")
        assignment = send_to_translation("sl", page)
        translate_segments(person, assignment, lambda text: text.replace("12", "13") + " drugače")
    sections = check().select(".translation-checked")
    assert [section.h2.get_text(strip=True) for section in sections] == ["one", "two"]
    assert all(section.select("a[href*='#segment-']") for section in sections)
    assert sections[0].select_one(".translation-problems__source")["lang"] == "en"


def test_a_translation_without_problems_and_an_unfinished_one_say_so(
    check, send_to_translation, translator, home
):
    send_to_translation("sl", specimen.content(home, summary="Who we are."))
    section = check().select_one(".translation-checked")
    assert "No problems were found." in section.get_text()
    assert "texts are not finished" in section.get_text()


def test_only_translations_in_the_chosen_state_are_checked(check, send_to_translation, home):
    send_to_translation("sl", specimen.content(home))
    assert not check(which="published").select(".translation-checked")


def test_many_translations_are_divided_into_pages(check, send_to_translation, home, monkeypatch):
    monkeypatch.setattr(checks, "TRANSLATIONS_PER_PAGE", 1)
    for slug in ("one", "two"):
        send_to_translation("sl", specimen.content(home, slug=slug, title=slug))
    first = check()
    assert len(first.select(".translation-checked")) == 1
    following = first.select_one(".translation-checked__pages a")["href"]
    assert "language=sl" in following
    assert check(p="2").select_one(".translation-checked li a").get_text(strip=True) == "two"


def test_a_team_checks_its_own_language_only(client_for, translator):
    soup = BeautifulSoup(client_for(translator("mk")).get(URL).content, "html.parser")
    assert [option["value"] for option in soup.select("[name=language] option")] == ["mk"]
