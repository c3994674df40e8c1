"""PDF files and sharing cards, rendered by Typst, a library, in the typeface of the site."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.core.cache import cache

from core.languages import active_language
from core.models.layout import layout_settings

from .content import printable_content
from .scripts import REGIONS_OF_SCRIPTS, with_scripts

TEMPLATE_FOLDER = Path(__file__).parent
CACHE_SECONDS = 7 * 24 * 60 * 60  # seconds


class SiteNames(NamedTuple):
    """The short name of the site, and the name of its publisher, in the language of a file."""

    site_name: str
    publisher: str

    @classmethod
    def for_reader(cls) -> "SiteNames":
        """Return them in the active language."""
        layout, language = layout_settings(), active_language()
        return cls(str(layout.short_name(language)), str(layout.name(language)))


def render_pdf(html: str, url: str, names: SiteNames) -> bytes:
    """Return the HTML document with this absolute URL as a PDF."""
    content = {**names._asdict(), **printable_content(html, url)}
    return _render("page.typ", content, with_scripts, format="pdf", pdf_standards="ua-1")


def render_sharing_card(title: str, language: str, details: str, names: SiteNames) -> bytes:
    """Return the image of a page for link previews (``og:image``), a PNG of 1200 by 630 pixels.

    ``language`` is a BCP 47 tag, ``details`` a line above the title.
    """
    content = {**names._asdict(), "title": title, "language": language, "details": details}
    return _render("card.typ", content, format="png", ppi=72)


def _render(
    template: str,
    content: dict[str, Any],
    finish: Callable[[bytes], bytes] = bytes,
    **options: Any,
) -> bytes:
    """Return the file that a template makes of this content; ``finish`` is applied to it.

    It is cached by the digest of content and templates: so it is never older than its page, and
    rendered once while the page is unchanged.
    """
    import typst

    inputs = {"content": _json(content), "scripts": _json(REGIONS_OF_SCRIPTS)}
    digest = sha256(_json(inputs).encode())
    for path in sorted(TEMPLATE_FOLDER.glob("*.typ")):
        digest.update(path.read_bytes())

    def make() -> bytes:
        made = typst.compile(
            TEMPLATE_FOLDER / template,
            sys_inputs=inputs,
            font_paths=[TEMPLATE_FOLDER / "fonts"],
            ignore_system_fonts=True,
            **options,
        )
        return finish(made)

    return cache.get_or_set(f"{template}:{digest.hexdigest()}", make, CACHE_SECONDS)


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
