"""A reader with a browser: opens an address, looks at the HTML that came back, and searches."""

import re

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from wagtail.models import Page


def read(client: Client, path: str, **parameters: str) -> BeautifulSoup:
    """Open an address that has to answer, and return its document."""
    response = client.get(path, parameters or None)
    assert response.status_code == 200, (path, response.status_code)
    return BeautifulSoup(response.content, "html.parser")


def entries(soup: BeautifulSoup) -> list[str]:
    """The titles of the pages that a list shows, in its order."""
    return [" ".join(title.get_text().split()) for title in soup.select(".entry__title")]


def total(soup: BeautifulSoup) -> int:
    """How many pages a search says that it has found."""
    return int(re.search(r"\d+", soup.select_one("main [role=status] h2").get_text())[0])


def words(element) -> str:
    """The text of an element with its white space made single."""
    return " ".join(element.get_text(" ").split())


def says(code: str, text: str) -> str:
    """Return words of the interface as the reader of this language finds them."""
    with translation.override(code):
        return translation.gettext(text)


def problems(soup: BeautifulSoup) -> str:
    """What a page says of a choice that there is not."""
    return " ".join(words(found) for found in soup.select("main .notice--warning, main .error"))


def searched(page: Page) -> str:
    """The text that search finds a page by, but for the names of its subjects."""
    page = page.specific_class.objects.get(pk=page.pk)
    fields = page.get_searchable_search_fields()
    values = [field.get_value(page) for field in fields if field.field_name != "index_names"]
    texts = [value if isinstance(value, list) else [value] for value in values]
    return " ".join(text for value in texts for text in value)
