"""What each page type costs: queries, bytes on the line, and time against the plainest answer.

``make bench`` loads the demonstration into a database of its own and prints a table. Seconds
depend on the machine; the ratio to robots.txt, which passes through the same middleware and asks
the database nothing, much less so.
"""

import gzip
import logging
import os
import statistics
import tempfile
import time
from io import StringIO
from pathlib import Path

PATHS = {
    "home": "/mk/",
    "meetings": "/mk/meetings/",
    "meeting": "/mk/meetings/2012-ljubljana/",
    "meeting, fallback": "/mk/meetings/2015-stockholm/",
    "declarations": "/mk/declarations/",
    "declaration": "/mk/declarations/2018-joint-declaration/",
    "history": "/mk/history/",
    "states": "/mk/states/",
    "state": "/mk/states/kosovo/",
    "plain page": "/mk/safety/",
    "search": "/mk/search/?q=Ljubljana",
    "not found": "/mk/nowhere/",
}
ROUNDS = 60


def prepare(folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.demonstration"
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'site.sqlite3'}"
    os.environ["MEDIA_ROOT"] = str(folder / "media")
    os.environ["STATIC_ROOT"] = str(folder / "static")
    import django

    django.setup()
    logging.disable(logging.WARNING)  # the page that is not found would be reported each time
    from django.core.management import call_command

    for command in ("set_up", "load_demonstration"):
        call_command(command, stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


def seconds(get, path: str) -> float:
    """Return the median time of one request."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        get(path)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    plainest = seconds(client.get, "/robots.txt")
    row = "{:<20}{:>9}{:>10}{:>10}{:>9}{:>12}"
    print(row.format("page", "queries", "bytes", "gzipped", "ms", "to robots"))  # noqa: T201
    for name, path in PATHS.items():
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            content = client.get(path).content
        figures = (len(queries), len(content), len(gzip.compress(content)))
        median = seconds(client.get, path)
        times = (f"{median * 1000:.1f}", f"{median / plainest:.1f}")
        print(row.format(name, *figures, *times))  # noqa: T201 - the report is what it is for


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        prepare(Path(folder))
        measure()
