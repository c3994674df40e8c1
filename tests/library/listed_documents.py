"""Documents of pages, and what the library lists."""

from tests import specimens as specimen
from tests.public_pages import element_text, read

PATH = "/en/library/"


def attach(page, *values: dict):
    """Publish a meeting with these values of file blocks."""
    page.documents = specimen.stream(page, "documents", *(("file", value) for value in values))
    return specimen.publish(page)


def titles(client, query: str = "") -> list[str]:
    soup = read(client, f"{PATH}{query}")
    return [element_text(title) for title in soup.select(".entries .entry__title")]
