"""A guide as HTML: CommonMark with tables, headings with anchors, links that work in the admin."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from .catalogue import GUIDES_BY_SLUG, PICTURES, GuideFile


@dataclass(frozen=True)
class GuideSection:
    """A heading in the table of contents; ``level`` is 2 or 3."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True)
class RenderedGuide:
    sections: list[GuideSection]
    html: SafeString


def render_guide(guide: GuideFile) -> RenderedGuide:
    """Render a guide without its title, which the screen shows as its own."""
    from markdown_it import MarkdownIt

    # Without HTML: the guides have none, and a mistake in one could break the screen.
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(guide.path.read_text(encoding="utf-8"))
    if tokens and tokens[0].tag == "h1":
        tokens = tokens[3:]
    sections = []
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            title = "".join(child.content for child in tokens[position + 1].children)
            token.attrSet("id", anchor(title))
            sections.append(GuideSection(int(token.tag[1]), anchor(title), title))
        elif token.type == "inline":
            token.children = [*_working_links(token.children)]
    # The text is a file of the project, and the parser escapes HTML in it.
    html = mark_safe(parser.renderer.render(tokens, parser.options, {}))
    return RenderedGuide(sections, html)


def anchor(title: str) -> str:
    """Return the anchor that GitHub gives a heading, to which the guides link."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _working_links(tokens: list):
    """Yield tokens with addresses in the admin; links to other files become plain text."""
    is_removed = False
    for token in tokens:
        if token.type == "link_open":
            url = link_url(token.attrGet("href"))
            is_removed = url is None
            if is_removed:
                continue
            token.attrSet("href", url)
            if urlsplit(url).netloc:
                token.attrSet("rel", "noreferrer")
        elif token.type == "link_close" and is_removed:
            is_removed = False
            continue
        elif token.type == "image":
            name = PurePosixPath(token.attrGet("src")).name
            if not (PICTURES / name).is_file():
                continue
            token.attrSet("src", reverse("guides:picture", args=[name]))
            token.attrSet("loading", "lazy")
        yield token


def link_url(target: str) -> str | None:
    """Return the address of a link's target in the admin; ``None`` for a file that is no guide."""
    parts = urlsplit(target)
    if parts.netloc or not parts.path:
        return target
    path = PurePosixPath(parts.path)
    is_guide = path.suffix == ".md" and path.parent.name == "" and path.stem in GUIDES_BY_SLUG
    if not is_guide:
        return None
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return reverse("guides:guide", args=[path.stem]) + fragment
