"""Names of HTML elements, and the plain text of one."""

from bs4 import Tag

BLOCKS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "p", "div", "section", "article", "main",
    "header", "footer", "aside", "nav", "blockquote", "table", "dl", "figure", "pre", "address",
    "center", "fieldset", "details", "body", "html",
}  # fmt: skip


def text_in_one_line(tag: Tag) -> str:
    """Return the text of an element in one line; a line or paragraph that ends is a space."""
    parts = []
    for node in tag.descendants:
        if isinstance(node, Tag):
            parts += [" "] if node.name == "br" or node.name in BLOCKS else []
        else:
            parts.append(str(node))
    return " ".join("".join(parts).split())
