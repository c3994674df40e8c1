"""How a deed is measured: its queries once, its time several times."""

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


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
