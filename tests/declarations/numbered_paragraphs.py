"""Declarations for the tests of paragraph numbers: their paragraphs, and the numbers shown."""

from declarations.models import DeclarationPage
from tests import specimens as specimen
from tests.public_pages import read


def declared(home, *numbers: int | None) -> DeclarationPage:
    """Publish a declaration with paragraphs with these given numbers."""
    page = specimen.declaration(home)
    items = [("paragraph", {"number": number, "text": "<p>Words</p>"}) for number in numbers]
    page.paragraphs = specimen.stream(page, "paragraphs", *items)
    return specimen.publish(page)


def set_blocks(page: DeclarationPage, *blocks: tuple[str | None, int | None]) -> DeclarationPage:
    """Set the paragraphs to these ids and given numbers, without saving them."""
    stream_block = page.paragraphs.stream_block
    page.paragraphs = stream_block.to_python(
        [
            {"type": "paragraph", "id": key, "value": {"number": number, "text": "<p>Words</p>"}}
            for key, number in blocks
        ]
    )
    return page


def published(slug: str = "ours") -> DeclarationPage:
    return DeclarationPage.objects.get(slug=slug, locale__language_code="en")


def shown(client, slug: str = "vienna-declaration", code: str = "en") -> list[str]:
    soup = read(client, f"/{code}/declarations/{slug}/")
    return [link.get_text() for link in soup.select(".paragraphs .paragraph__number")]


def ids(page: DeclarationPage) -> list[str]:
    return [block.id for block in page.paragraphs]
