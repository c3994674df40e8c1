"""The table of page sizes in docs/performance.md: ``python -m tests.page_sizes``.

``make demo`` serves the pages that it asks for; an argument is the address of another site.
"""

import gzip
import sys
from functools import cache
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from bs4 import BeautifulSoup

from tests.browser.pages import path_of

SITE = "http://localhost:8000"
CODE = "mk"  # Cyrillic letters take two bytes each before compression
# What the table calls a page, and its kind in tests/browser/pages.py.
KINDS = {
    "Home": "home",
    "Meetings": "meeting index",
    "Meeting": "meeting",
    "Declarations": "declaration index",
    "Declaration": "declaration",
    "History": "history",
    "State": "state",
    "Search": "search",
    "Contacts of a country": "contacts of a state",
}


@cache
def compressed(url: str) -> bytes:
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as answer:
        return answer.read()


def size_row(title: str, url: str) -> str:
    """Return bytes of HTML, and compressed bytes of it alone and with style sheet and script."""
    page = compressed(url)
    html = gzip.decompress(page)
    soup = BeautifulSoup(html, "html.parser")
    files = [link["href"] for link in soup.select("link[rel=stylesheet]")]
    files += [script["src"] for script in soup.select("script[src]")]
    total = len(page) + sum(len(compressed(urljoin(url, file))) for file in files)
    return f"| {title} | {len(html):,} | {len(page):,} | {total:,} |\n"


def main(site: str) -> None:
    sys.stdout.writelines(
        size_row(title, urljoin(site, path_of(kind, CODE))) for title, kind in KINDS.items()
    )


if __name__ == "__main__":
    main(*sys.argv[1:2] or [SITE])
