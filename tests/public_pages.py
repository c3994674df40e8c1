"""Fetching public pages and reading their HTML, and the texts that search finds a page by."""

import re

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from wagtail.models import Page


def read(client: Client, path: str, **parameters: str) -> BeautifulSoup:
    """Fetch a page; fail unless its status is 200."""
    response = client.get(path, parameters or None)
    assert response.status_code == 200, (path, response.status_code)
    return BeautifulSoup(response.content, "html.parser")


def entry_titles(soup: BeautifulSoup) -> list[str]:
    """Return the titles of the pages in a list, in their order."""
    return [" ".join(title.get_text().split()) for title in soup.select(".entry__title")]


def result_count(soup: BeautifulSoup) -> int:
    """Return the number of results that a search displays."""
    return int(re.search(r"\d+", soup.select_one("main [role=status] h2").get_text())[0])


def element_text(element) -> str:
    """Return the text of an element with normalised white space."""
    return " ".join(element.get_text(" ").split())


def interface_text(code: str, text: str, context: str = "") -> str:
    """Return the translation of a text of the interface."""
    with translation.override(code):
        return translation.pgettext(context, text) if context else translation.gettext(text)


def problem_messages(soup: BeautifulSoup) -> str:
    """Return the messages about invalid parameters."""
    return " ".join(
        element_text(found) for found in soup.select("main .notice--warning, main .error")
    )


def searchable_text(page: Page) -> str:
    """Return the texts that search finds a page by, without the names of its subjects."""
    page = page.specific_class.objects.get(pk=page.pk)
    fields = page.get_searchable_search_fields()
    values = [field.get_value(page) for field in fields if field.field_name != "subject_names"]
    texts = [value if isinstance(value, list) else [value] for value in values]
    return " ".join(text for value in texts for text in value)
