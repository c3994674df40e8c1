"""A declaration in several languages: its paragraphs, and what a reader sees of them."""

from tests import specimens as specimen
from tests.reader import words


def set_paragraphs(page, *texts: tuple[int, str]) -> None:
    """Give the page these paragraphs; those that it has keep their blocks."""
    page.refresh_from_db()
    known = {block.value["number"]: block.id for block in page.paragraphs}
    stored = [
        {
            "type": "paragraph",
            "id": known.get(number),
            "value": {"number": number, "text": f"<p>{text}</p>", "themes": []},
        }
        for number, text in texts
    ]
    block = page.paragraphs.stream_block
    page.paragraphs = block.to_python(block.to_python(stored).get_prep_value())
    specimen.publish(page)


def into(page, *codes: str) -> None:
    section = page.get_parent().specific
    have = set(section.get_translations().values_list("locale__language_code", flat=True))
    specimen.translate(section, *(code for code in codes if code not in have))
    page.refresh_from_db()
    specimen.translate(page, *codes)


def columns(soup) -> list[str]:
    """The languages that stand side by side."""
    return [words(heading) for heading in soup.select(".parallel__heads h3")]


def row(soup, place: str) -> dict[str, str]:
    """What each language has in one row, by its tag: the text, and what is said of it."""
    cells = soup.select(f"#{place} .parallel__cell")
    said = {cell["lang"]: cell.select(".text, .caveat") for cell in cells}
    return {tag: " | ".join(words(part) for part in parts) for tag, parts in said.items()}


def preamble(soup) -> dict[str, str]:
    cells = soup.select("section.parallel__row .parallel__cell")
    return {cell["lang"]: words(cell.select_one(".text, .caveat")) for cell in cells}
