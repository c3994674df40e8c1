"""What the processes of one run have in common is made by the first that comes for it."""

import fcntl
from collections.abc import Callable
from pathlib import Path


def once(place: Path, make: Callable[[], None]) -> None:
    """Call ``make`` for ``place`` unless a process did before; the others wait until it is done.

    A mark beside the place says so: what is made there may be half done, or no file at all.
    """
    mark = place.with_suffix(".made")
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.exists():
            make()
            mark.touch()
