"""What processes have used, as Linux tells in ``/proc``."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")  # in a second
# Where the fields of ``stat`` are after the name of the program, which may contain spaces.
PARENT, FIRST_TIME, LAST_TIME = 1, 11, 14


def cpu_seconds(roots: Iterable[int]) -> float:
    """Return the time of the processors that these processes and all below them have used.

    A process that has ended is counted by the one that started it.
    """
    table = dict(_all_processes())
    ticks = sum(
        int(value)
        for pid in descendants(roots, table)
        for value in table[pid][FIRST_TIME : LAST_TIME + 1]
    )
    return ticks / TICKS


def children(pid: int) -> list[int]:
    return [other for other, fields in _all_processes() if int(fields[PARENT]) == pid]


def descendants(roots: Iterable[int], table: dict[int, list[str]]) -> set[int]:
    """Return these processes and all below them, of those in the table of their fields."""
    found = waiting = {pid for pid in roots if pid in table}
    while waiting:
        waiting = {pid for pid, fields in table.items() if int(fields[PARENT]) in waiting} - found
        found = found | waiting
    return found


def proportional_memory(pid: int) -> int:
    """Return the memory of a process in bytes; what several share is divided among them (PSS)."""
    text = (PROC / str(pid) / "smaps_rollup").read_text()
    return int(text.split("Pss:", 1)[1].split()[0]) * 1024


def fields_of(stat: str) -> list[str]:
    """Return the fields of ``stat`` after the name of the program."""
    return stat.rpartition(")")[2].split()


def _all_processes() -> Iterator[tuple[int, list[str]]]:
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            # It may end meanwhile.
            with suppress(FileNotFoundError, ProcessLookupError):
                yield int(folder.name), fields_of((folder / "stat").read_text())
