"""A reader with a browser: opens an address and looks at the HTML that came back."""

from bs4 import BeautifulSoup
from django.test import Client


def read(client: Client, path: str, **parameters: str) -> BeautifulSoup:
    """Open an address that has to answer, and return its document."""
    response = client.get(path, parameters or None)
    assert response.status_code == 200, (path, response.status_code)
    return BeautifulSoup(response.content, "html.parser")


def entries(soup: BeautifulSoup) -> list[str]:
    """The titles of the pages that a list shows, in its order."""
    return [title.get_text(strip=True) for title in soup.select(".entry__title")]


def words(element) -> str:
    """The text of an element with its white space made single."""
    return " ".join(element.get_text(" ").split())
