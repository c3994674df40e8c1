"""The table of cases in ``cases/``: what a question finds in each language, and what it must not.

Each file is one language, or one kind of question. A page of the table has a text, and its cases
say of a query whether the public search page has to show that page for it, and why. The search is
asked strictly: a page that holds every query of the file keeps the answer from being taken more
freely, as it is for mistyped words.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from core.languages import all_languages
from home.models import ContentPage, HomePage
from tests import specimens as specimen

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
FEWEST_CASES = 200
OF_OTHER_LANGUAGES = {"greek", "turkish"}

each_file = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


@dataclass(frozen=True)
class Case:
    """One row: what is asked where, whether the page with the text is an answer, and why."""

    language: str
    text: str
    query: str
    matches: bool
    why: str

    def __str__(self) -> str:
        verb = "finds" if self.matches else "must not find"
        return f"{self.language}: {self.query!r} {verb} {self.text!r} ({self.why})"


def cases(path: Path) -> list[Case]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Case(page.get("language") or table["language"], page["text"], **case)
        for page in table["pages"]
        for case in page["cases"]
    ]


def test_the_table_has_every_language_of_the_site_and_two_others_besides():
    found = [case for path in FILES for case in cases(path)]
    assert len(found) >= FEWEST_CASES
    for language in all_languages():
        assert {True, False} == {case.matches for case in found if case.language == language.code}
    assert {path.stem for path in FILES} >= OF_OTHER_LANGUAGES


@each_file
def test_every_case_is_there_once_and_says_why(path):
    found = [(case.language, case.text, case.query) for case in cases(path)]
    assert len(found) == len(set(found))
    assert all(case.why for case in cases(path))


@each_file
@pytest.mark.django_db
def test_a_question_finds_what_the_table_says_and_nothing_else(client, path):
    addresses = _publish(cases(path))
    wrong = [
        str(case)
        for case in cases(path)
        if (addresses[case.language, case.text] in _found(client, case)) is not case.matches
    ]
    assert not wrong, f"{len(wrong)} of {len(cases(path))} cases:\n" + "\n".join(wrong)


def _publish(found: list[Case]) -> dict[tuple[str, str], str]:
    """Publish each text on a page of its own, and return the address of each."""
    addresses = {}
    for code in {case.language for case in found}:
        home = HomePage.objects.get(locale__language_code=code)
        own = [case for case in found if case.language == code]
        for number, text in enumerate(dict.fromkeys(case.text for case in own)):
            _page(home, f"case-{number}", text)
            addresses[code, text] = f"/{code}/case-{number}/"
        _page(home, "every-query", *(case.query for case in own))
    return addresses


def _page(home: HomePage, slug: str, *paragraphs: str) -> None:
    """A page without a word but these."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    body = specimen.stream(ContentPage, "body", ("text", text))
    specimen.content(home, slug=slug, title="–", body=body)


def _found(client: Client, case: Case) -> Iterator[str]:
    """The addresses of the results, page by page."""
    start = f"/{case.language}/search/"
    soup = _main(client, start, q=case.query)
    while True:
        for link in soup.select(".results article a"):
            yield urlsplit(link["href"]).path
        following = soup.find("a", rel="next")
        if not following:
            return
        soup = _main(client, start + following["href"])


def _main(client: Client, address: str, **parameters: str) -> BeautifulSoup:
    """What the page at this address is about; the menus around it take as long to parse again."""
    response = client.get(address, parameters or None)
    assert response.status_code == 200, (address, response.status_code)
    return BeautifulSoup(response.content.decode().partition("<main")[2], "html.parser")
