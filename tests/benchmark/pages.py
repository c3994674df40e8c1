"""Each page type as a reader asks for it."""

import gzip

from django.test import Client

from .measuring import queries, seconds

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
    "not found": "/mk/nowhere/",
}
ROUNDS = 60


def measure() -> None:
    client = Client()
    plainest = seconds(lambda: client.get("/robots.txt"), ROUNDS)
    row = "{:<20}{:>9}{:>10}{:>10}{:>9}{:>12}"
    print(row.format("page", "queries", "bytes", "gzipped", "ms", "to robots"))  # noqa: T201
    for name, path in PATHS.items():
        content = client.get(path).content
        asked = queries(lambda path=path: client.get(path))
        median = seconds(lambda path=path: client.get(path), ROUNDS)
        figures = (asked, len(content), len(gzip.compress(content)))
        times = (f"{median * 1000:.1f}", f"{median / plainest:.1f}")
        print(row.format(name, *figures, *times))  # noqa: T201 - the report is what it is for
