"""The memory of processes, and how long they take to start."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .contestants import Application, Contestant
from .load import CONNECTIONS, read_for
from .processes import cpu_seconds, proportional_memory
from .report import Check, Limit, Section

MEBIBYTE = 2**20
REQUESTS = 200
MEMORY = f"""PSS, in which what processes share is divided among them: of the larger of two workers,
after {REQUESTS} requests for pages of all kinds, and of all processes of the server together."""
START = """From the start of the process to its first answer, by the clock, and the time of the
processors in it."""


@dataclass
class StartTimes:
    """How long an application took each time that it was started."""

    name: str
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def measure(self, application: Application, log: Path) -> None:
        started, used = time.monotonic(), cpu_seconds(application.beside)
        with application.served(log) as contestant:
            self.seconds.append(time.monotonic() - started)
            self.cpu.append(contestant.cpu_seconds() - used)


def memory_section(contestants: Sequence[tuple[Contestant, Sequence[str]]]) -> Section:
    """Ask each contestant for its paths, and report its memory; the last one has the limit."""
    section = Section("Memory", MEMORY, ["", "a worker, MiB", "all processes, MiB"])
    for contestant, paths in contestants:
        for path in paths:
            for _ in range(REQUESTS // len(paths) // CONNECTIONS + 1):
                read_for(contestant.target(path), 0)
        workers = [proportional_memory(pid) / MEBIBYTE for pid in contestant.workers]
        main = proportional_memory(contestant.processes[0]) / MEBIBYTE
        section.rows.append([contestant.name, max(workers), main + sum(workers)])
    section.checks = [Check(Limit("Memory of a worker", 120, "MiB"), max(workers))]
    return section


def start_section(applications: Sequence[Application], log: Path, rounds: int) -> Section:
    """Start each application several times, in turn, and report; the last one has the limit."""
    times = [StartTimes(application.name) for application in applications]
    for _ in range(rounds):
        for measured, application in zip(times, applications, strict=True):
            measured.measure(application, log)
    section = Section("Start", START, ["", "seconds", "of the processors"])
    for measured in times:
        seconds, cpu = statistics.median(measured.seconds), statistics.median(measured.cpu)
        section.rows.append([measured.name, seconds, cpu])
    section.checks = [Check(Limit("From start to first answer", 2.5, "s"), seconds)]
    return section
