"""From the HTML of a page to what is printed of it: a tree of plain lists and dictionaries.

The tree knows a handful of things to print; whatever else an element is, its children stand for
it. So any page can be printed, and none has to be described a second time.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, Tag

Node = dict[str, Any] | str

LEFT_OUT = (
    "nav, form, script, style, template, svg, img, details, "
    "[hidden], .not-on-paper, .visually-hidden"
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
INLINE = {
    "a": "link",
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
}
PHRASES = {*INLINE, "abbr", "bdi", "code", "mark", "q", "small", "span", "sub", "sup", "time", "br"}


def printed_content(html: str, address: str) -> dict[str, Any]:
    """Return what is printed of a page: its title, its language and its content.

    ``html`` is the whole document, ``address`` where it stands, which links are relative to.
    """
    soup = BeautifulSoup(html, "html.parser")
    main = soup.main
    for unwanted in main.select(LEFT_OUT):
        unwanted.decompose()
    return {
        "title": _words(main.h1),
        "language": soup.html["lang"],
        "address": address,
        "content": list(_Reader(address).blocks(main)),
    }


class _Reader:
    """Reads elements of one page."""

    def __init__(self, address: str):
        self._address = address

    def blocks(self, element: Tag) -> Iterator[Node]:
        """Yield the blocks in an element; loose text between them makes paragraphs."""
        loose: list[Any] = []
        for child in element.children:
            if _is_phrase(child):
                loose.append(child)
                continue
            yield from self._paragraph(loose)
            loose = []
            if isinstance(child, Tag):
                yield from self._in_its_language(child, list(self._block(child)))
        yield from self._paragraph(loose)

    def _block(self, element: Tag) -> Iterator[Node]:
        if element.name in HEADINGS:
            yield {
                "kind": "heading",
                "level": HEADINGS[element.name],
                "content": self.phrases(element.children),
            }
        elif "themes" in element.get("class", ()):
            yield {"kind": "paragraph", "content": self._in_a_row(element)}
        elif element.name in ("ul", "ol"):
            items = element.find_all("li", recursive=False)
            yield {
                "kind": "enumeration" if element.name == "ol" else "list",
                "items": [list(self.blocks(item)) for item in items],
            }
        elif element.name == "dl":
            yield {"kind": "facts", "items": list(self._facts(element))}
        elif "paragraph" in element.get("class", ()):
            number, *rest = element.find_all(recursive=False)
            content = [block for part in rest for block in self.blocks(part)]
            yield {"kind": "numbered", "number": _words(number), "content": content}
        elif element.has_attr("data-columns"):
            columns = element.find_all(recursive=False)
            items = [self._in_its_language(item, list(self.blocks(item))) for item in columns]
            yield {"kind": "columns", "items": items}
        elif "notice" in element.get("class", ()):
            yield {"kind": "notice", "content": list(self.blocks(element))}
        else:
            yield from self.blocks(element)

    def _facts(self, element: Tag) -> Iterator[dict[str, Any]]:
        for term in element.find_all("dt"):
            description = term.find_next_sibling("dd")
            yield {
                "term": self.phrases(term.children),
                "content": self._in_its_language(description, list(self.blocks(description))),
            }

    def _in_a_row(self, element: Tag) -> list[Node]:
        """The items of a list on one line, as they stand on the page."""
        items = [
            self._in_its_language(item, self.phrases(item.children))
            for item in element.find_all("li", recursive=False)
        ]
        return [node for item in items for node in (*item, " · ")][:-1]

    def _paragraph(self, children: list[Any]) -> Iterator[Node]:
        content = self.phrases(children)
        if content:
            yield {"kind": "paragraph", "content": content}

    def phrases(self, children) -> list[Node]:
        """Return text and phrases, white space made single, as a browser shows them."""
        found = [node for child in children for node in self._phrase(child)]
        return _trimmed(found)

    def _phrase(self, child: Any) -> list[Node]:
        if isinstance(child, NavigableString):
            return [re.sub(r"\s+", " ", child)]
        if child.name == "br":
            return [{"kind": "break"}]
        content = [node for inner in child.children for node in self._phrase(inner)]
        kind = INLINE.get(child.name)
        if kind == "link":
            content = [self._link(child["href"], content)] if child.get("href") else content
        elif kind:
            content = [{"kind": kind, "content": content}]
        return self._in_its_language(child, content)

    def _link(self, target: str, content: list[Node]) -> Node:
        """A link within the page leads nowhere on paper, and is mere text."""
        if target.startswith("#"):
            return {"kind": "phrase", "content": content}
        return {"kind": "link", "target": urljoin(self._address, target), "content": content}

    def _in_its_language(self, element: Tag, content: list[Node]) -> list[Node]:
        language = element.get("lang")
        if not language or not content:
            return content
        return [{"kind": "language", "language": language, "content": content}]


def _is_phrase(child: Any) -> bool:
    return isinstance(child, NavigableString) or child.name in PHRASES


def _words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Without the white space at both ends; of white space alone, nothing is left."""
    if all(isinstance(node, str) and not node.strip() for node in nodes):
        return []
    if isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip()
    if isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip()
    return [node for node in nodes if node]
