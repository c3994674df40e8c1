"""Helpers for parallel texts: paragraphs of a declaration, and the columns that are shown."""

from tests import specimens as specimen
from tests.public_pages import element_text


def set_paragraphs(page, *texts: tuple[int, str]) -> None:
    """Set the paragraphs of the page; existing numbers keep the ids of their blocks."""
    page.refresh_from_db()
    ids = {block.value["number"]: block.id for block in page.paragraphs}
    stored = [
        {
            "type": "paragraph",
            "id": ids.get(number),
            "value": {"number": number, "text": f"<p>{text}</p>", "themes": []},
        }
        for number, text in texts
    ]
    block = page.paragraphs.stream_block
    page.paragraphs = block.to_python(block.to_python(stored).get_prep_value())
    specimen.publish(page)


def into(page, *codes: str) -> None:
    section = page.get_parent().specific
    existing = set(section.get_translations().values_list("locale__language_code", flat=True))
    specimen.translate(section, *(code for code in codes if code not in existing))
    page.refresh_from_db()
    specimen.translate(page, *codes)


def columns(soup) -> list[str]:
    """Return the languages of the columns."""
    return [element_text(heading) for heading in soup.select(".parallel__heads h3")]


def row(soup, anchor: str) -> dict[str, str]:
    """Return the cells of a row by language tag: the text, and the message below it."""
    cells = soup.select(f"#{anchor} .parallel__cell")
    parts_by_tag = {cell["lang"]: cell.select(".text, .caveat") for cell in cells}
    return {
        tag: " | ".join(element_text(part) for part in parts) for tag, parts in parts_by_tag.items()
    }


def preamble(soup) -> dict[str, str]:
    cells = soup.select("section.parallel__row .parallel__cell")
    return {cell["lang"]: element_text(cell.select_one(".text, .caveat")) for cell in cells}
