"""Calls a function once for all processes of a test run."""

import fcntl
from collections.abc import Callable
from pathlib import Path


def once(place: Path, make: Callable[[], None]) -> None:
    """Call ``make`` for ``place`` unless a process has done so; the others wait until it returns.

    A marker file records that. The existence of ``place`` would not be enough: it may be
    incomplete, or ``make`` may create no file with that path.
    """
    marker = place.with_suffix(".made")
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not marker.exists():
            make()
            marker.touch()
