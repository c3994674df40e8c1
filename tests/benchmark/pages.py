"""The cost of pages of all types for readers."""

import gzip
import re

from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from .measurement import queries, seconds

PATHS = {
    "home": "/mk/",
    "meetings": "/mk/meetings/",
    "meeting": "/mk/meetings/2012-ljubljana/",
    "meeting, fallback": "/mk/meetings/2015-stockholm/",
    "meeting, outdated": "/mk/meetings/2018-brdo-ministerial/",
    "declarations": "/mk/declarations/",
    "declaration": "/mk/declarations/2018-joint-declaration/",
    "history": "/mk/history/",
    "states": "/mk/states/",
    "state": "/mk/states/kosovo/",
    "plain page": "/mk/privacy/",
    "search": "/mk/search/?q=Ljubljana",
    "contacts": "/mk/contacts-by-country/?state=XK",
    "not found": "/mk/nowhere/",
}
ROUNDS = 60
# The style sheets and scripts of a page.
LOADED = re.compile(r'(?:rel="stylesheet" href|<script type="module" src)="/static/([^"]+)"')


def measure() -> None:
    client = Client()
    baseline = seconds(lambda: client.get("/robots.txt"), ROUNDS)
    row = "{:<20}{:>9}{:>10}{:>10}{:>10}{:>9}{:>12}"
    titles = ("page", "queries", "bytes", "gzipped", "in all", "ms", "to robots")
    print(row.format(*titles))  # noqa: T201
    for name, path in PATHS.items():
        content = client.get(path).content
        query_count = queries(lambda path=path: client.get(path))
        median = seconds(lambda path=path: client.get(path), ROUNDS)
        compressed = len(gzip.compress(content))
        weight = compressed + sum(map(_compressed_file, LOADED.findall(content.decode())))
        figures = (query_count, len(content), compressed, weight)
        times = (f"{median * 1000:.1f}", f"{median / baseline:.1f}")
        print(row.format(name, *figures, *times))  # noqa: T201 - the report is what it is for


def _compressed_file(name: str) -> int:
    """Return the size of a collected file as it is transferred, in bytes."""
    return staticfiles_storage.size(f"{name}.gz")
