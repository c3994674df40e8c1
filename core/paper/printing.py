"""The files themselves, made by Typst, which needs no other program and brings its fonts along."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import typst
from django.core.cache import cache
from django.utils.translation import gettext

from .content import printed_content

FOLDER = Path(__file__).parent
KEPT = 7 * 24 * 60 * 60  # seconds


def print_page(html: str, address: str) -> bytes:
    """Return the document at this address as a PDF."""
    content = {"publisher": _publisher(), **printed_content(html, address)}
    return _made("page.typ", content, format="pdf", pdf_standards="ua-1")


def draw_card(title: str, language: str, facts: str) -> bytes:
    """Return the picture of a page that is shown where its address is shared: a PNG of 1200 by 630
    pixels, the measure of the Open Graph protocol's readers.
    """
    content = {"publisher": _publisher(), "title": title, "language": language, "facts": facts}
    return _made("card.typ", content, format="png", ppi=72)


def _publisher() -> str:
    return gettext("Network of National Anti-Trafficking Coordinators of South-East Europe")


def _made(template: str, content: dict[str, Any], **options: Any) -> bytes:
    """Return the file with this content. It is kept under the digest of all that stands in it, so
    it is never older than its page, and is made once as long as the page stays the same.
    """
    stored = json.dumps(content, ensure_ascii=False, sort_keys=True)
    digest = sha256(stored.encode())
    for path in sorted(FOLDER.glob("*.typ")):
        digest.update(path.read_bytes())
    return cache.get_or_set(
        f"{template}:{digest.hexdigest()}",
        lambda: typst.compile(
            FOLDER / template,
            sys_inputs={"content": stored},
            ignore_system_fonts=True,
            **options,
        ),
        KEPT,
    )
