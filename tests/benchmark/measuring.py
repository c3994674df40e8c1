"""How a deed is measured: its queries once, its time several times."""

import statistics
import time
from collections.abc import Callable
from multiprocessing import get_context

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext


def elsewhere(deed: Callable[[], object]) -> None:
    """Do what belongs to no server of readers in a process of its own: the memory of the one that
    is measured is not strewn with what it took to make the site.
    """
    connections.close_all()
    process = get_context("fork").Process(target=deed)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def queries(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        deed()
    return len(captured)


def seconds(deed: Callable[[], object], rounds: int) -> float:
    """The median time of the deed."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        deed()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
