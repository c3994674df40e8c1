"""Measure a function: its queries once, its time several times."""

import statistics
import time
from collections.abc import Callable
from multiprocessing import get_context

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext


def elsewhere(function: Callable[[], object]) -> None:
    """Call the function in a process of its own.

    The memory of the measured process is then not fragmented by the preparation of the site.
    """
    connections.close_all()
    process = get_context("fork").Process(target=function)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def queries(function: Callable[[], object]) -> int:
    """Return the number of queries of the function."""
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


def seconds(function: Callable[[], object], rounds: int) -> float:
    """Return the median time of the function."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
