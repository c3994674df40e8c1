"""The printable content of a page, extracted from its HTML as a tree of lists and dictionaries.

The tree has a few kinds of nodes. Any other element is replaced by its children. So every page can
be printed without a template of its own. A link to another site is followed by its address.

Where the kind does not follow from the element, its attribute ``data-print`` names it:
``contents``: the headings of the parts are listed in its place, with the numbers of their pages.
``columns``: its children are printed side by side.
``inline-list``: the items of a list are printed on one line.
``notice``: its content is set off from the text.
``numbered``: its first child is the number of the others.
``part``: it begins on a new page.
``site-notice``: a notice that stands outside the page and is printed before it.
``unfolded``: a ``details`` element that is printed; all others are not.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag

Node = dict[str, Any] | str

NOT_PRINTED = (
    "nav, form, script, style, template, svg, img, details:not([data-print]), [hidden], "
    ".no-print, .visually-hidden"
)
NOTICES_OF_SITE = "[data-print=site-notice]"
# The kinds of nodes that have blocks, by ``data-print``.
BLOCK_KINDS = {
    "contents": "contents",
    "notice": "notice",
    "part": "part",
    "site-notice": "notice",
}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
INLINE = {
    "a": "link",
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
}
# Phrasing content, as the HTML standard calls elements within a paragraph.
PHRASING = {
    *INLINE, "abbr", "bdi", "code", "mark", "q", "small", "span", "sub", "sup", "time", "br"
}  # fmt: skip


def printable_content(html: str, url: str) -> dict[str, Any]:
    """Return the title, the language, the URL and the content of a page to print.

    ``html`` is the whole document, ``url`` the absolute URL that its links are relative to.
    """
    soup = BeautifulSoup(html, "html.parser")
    main = soup.main
    printed = [*soup.select(NOTICES_OF_SITE), main]
    for element in (found for part in printed for found in part.select(NOT_PRINTED)):
        element.decompose()
    builder = _ContentBuilder(url)
    return {
        "title": _normalized_text(main.h1),
        "language": soup.html["lang"],
        "url": url,
        "content": [block for part in printed for block in builder.block(part)],
    }


class _ContentBuilder:
    """Converts the elements of one page into nodes."""

    def __init__(self, url: str):
        self._url = url

    def blocks(self, element: Tag) -> Iterator[Node]:
        """Yield the blocks in an element; phrasing content between them becomes paragraphs."""
        phrases: list[Any] = []
        for child in element.children:
            if isinstance(child, NavigableString) or child.name in PHRASING:
                phrases.append(child)
                continue
            yield from self._paragraph(phrases)
            phrases = []
            if isinstance(child, Tag):
                yield from self._with_language(child, list(self.block(child)))
        yield from self._paragraph(phrases)

    def block(self, element: Tag) -> Iterator[Node]:
        print_kind = element.get("data-print")
        if element.name in HEADINGS:
            yield {
                "kind": "heading",
                "level": HEADINGS[element.name],
                "content": self.phrases(element.children),
            }
        elif element.name == "summary":
            yield {"kind": "summary", "content": self.phrases(element.children)}
        elif print_kind == "inline-list":
            yield {"kind": "paragraph", "content": self._inline_list(element)}
        elif element.name in ("ul", "ol"):
            items = element.find_all("li", recursive=False)
            yield {
                "kind": "enumeration" if element.name == "ol" else "list",
                "items": [list(self.blocks(item)) for item in items],
            }
        elif element.name == "dl":
            yield {"kind": "description-list", "items": list(self._descriptions(element))}
        elif print_kind == "numbered":
            number, *rest = element.find_all(recursive=False)
            content = [block for part in rest for block in self.blocks(part)]
            yield {"kind": "numbered", "number": _normalized_text(number), "content": content}
        elif print_kind == "columns":
            columns = element.find_all(recursive=False)
            items = [self._with_language(item, list(self.blocks(item))) for item in columns]
            yield {"kind": "columns", "items": items}
        elif element.name == "table":
            yield self._table(element)
        elif print_kind in BLOCK_KINDS:
            yield {"kind": BLOCK_KINDS[print_kind], "content": list(self.blocks(element))}
        else:
            yield from self.blocks(element)

    def _descriptions(self, element: Tag) -> Iterator[dict[str, Any]]:
        for term in element.find_all("dt"):
            description = term.find_next_sibling("dd")
            yield {
                "term": self.phrases(term.children),
                "content": self._with_language(description, list(self.blocks(description))),
            }

    def _table(self, element: Tag) -> Node:
        rows = [
            [
                {"is_heading": cell.name == "th", "content": self.phrases(cell.children)}
                for cell in row.find_all(["th", "td"])
            ]
            for row in element.find_all("tr")
        ]
        caption = self.phrases(element.caption.children) if element.caption else []
        return {"kind": "table", "caption": caption, "rows": rows}

    def _inline_list(self, element: Tag) -> list[Node]:
        """Return the items of a list on one line, as the style sheet of the site shows them."""
        items = [
            self._with_language(item, self.phrases(item.children))
            for item in element.find_all("li", recursive=False)
        ]
        return [node for item in items for node in (*item, " · ")][:-1]

    def _paragraph(self, children: list[Any]) -> Iterator[Node]:
        content = self.phrases(children)
        if content:
            yield {"kind": "paragraph", "content": content}

    def phrases(self, children) -> list[Node]:
        """Return text and inline nodes, with white space collapsed as a browser does."""
        return _trimmed([node for child in children for node in self._phrase(child)])

    def _phrase(self, child: Any) -> list[Node]:
        if isinstance(child, NavigableString):
            return [re.sub(r"\s+", " ", child)]
        if child.name == "br":
            return [{"kind": "break"}]
        content = [node for inner in child.children for node in self._phrase(inner)]
        kind, target = INLINE.get(child.name), child.get("href", "")
        if kind == "link" and target.startswith("#"):  # the anchor is not in the PDF
            content = [{"kind": "phrase", "content": content}]
        elif kind == "link" and target:
            content = [self._link(urljoin(self._url, target), content, child.get_text())]
        elif kind and kind != "link":
            content = [{"kind": kind, "content": content}]
        return self._with_language(child, content)

    def _link(self, target: str, content: list[Node], text: str) -> Node:
        """Return a link; the address of another site is printed, unless it is the text."""
        address = urlsplit(target)
        is_of_other_site = address.netloc not in ("", urlsplit(self._url).netloc)
        if is_of_other_site and target not in "".join(text.split()):
            content = [*content, {"kind": "address", "content": [f" ({target})"]}]
        return {"kind": "link", "target": target, "content": content}

    def _with_language(self, element: Tag, content: list[Node]) -> list[Node]:
        language = element.get("lang")
        if not language or not content:
            return content
        return [{"kind": "language", "language": language, "content": content}]


def _normalized_text(element: Tag) -> str:
    return " ".join(element.get_text().split())


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Remove the white space at both ends, or everything if there is nothing else."""
    if all(isinstance(node, str) and not node.strip() for node in nodes):
        return []
    if isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip()
    if isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip()
    return [node for node in nodes if node]
