"""The report: tables of Markdown, and the limits with what was measured beside them."""

import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# A request of Django's hello on the machine for which the limits in seconds were set.
REFERENCE_HELLO = 0.30  # milliseconds of the processors
TIMES = ("s", "ms")
SPEED = f"""Limits in seconds were set for a machine on which Django’s hello takes
{REFERENCE_HELLO:.2f} ms. Here it took {{hello:.2f}} ms at the beginning, and while the site grew
what the tables of that say. What was measured in seconds is divided by as much as that is slower,
and the result decides."""
INTRODUCTION = """# Benchmarks

`make bench` writes this file; do not edit it. [Page size and speed](performance.md#times) explains
how the figures are measured.

| | |
| --- | --- |
| Date | {date} |
| Commit | {commit} |
| Command | `{command}` |
| Machine | {machine} |
| Load before | {load} |
"""


@dataclass(frozen=True)
class Limit:
    """What a figure has to be at most or, of ``at_least``, at least."""

    name: str
    value: float
    unit: str = ""
    at_least: bool = False

    def is_met(self, measured: float) -> bool:
        return measured >= self.value if self.at_least else measured <= self.value


@dataclass(frozen=True)
class Check:
    """A limit with what was measured.

    ``hello`` are the milliseconds of that page at that time, if it was not at the beginning: the
    machine is not as fast at each hour.
    """

    limit: Limit
    measured: float
    hello: float | None = None

    def row(self, hello: float) -> list[str]:
        """Return the row of the table; ``hello`` is how long that page took at the beginning."""
        slowness = (self.hello or hello) / REFERENCE_HELLO
        sign = "≥" if self.limit.at_least else "≤"
        unit = f" {self.limit.unit}" if self.limit.unit else ""
        counted = self.measured / slowness if self.limit.unit in TIMES else self.measured
        return [
            self.limit.name,
            f"{sign} {self.limit.value:g}{unit}",
            f"{number(self.measured)}{unit}",
            f"{number(counted)}{unit}",
            "met" if self.limit.is_met(counted) else "**not met**",
        ]


@dataclass
class Section:
    """What one part of the benchmarks has measured."""

    title: str
    text: str = ""
    columns: Sequence[str] = ()
    rows: list[Sequence[object]] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def markdown(self) -> str:
        parts = [f"## {self.title}", self.text, table(self.columns, self.rows) if self.rows else ""]
        return "\n\n".join(part for part in parts if part)


def number(value: float) -> str:
    """Return a number with about three digits."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; all columns but the first one have numbers."""
    rule = ["---", *("--:" for _ in columns[1:])]
    lines = [f"| {' | '.join(map(_cell, row))} |" for row in [columns, rule, *rows]]
    return "\n".join(lines).replace("|  |", "| |")


def _cell(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)


def introduction(command: str) -> str:
    """Return the beginning of the report: on which machine, and what is measured there."""
    return INTRODUCTION.format(
        command=command,
        date=date.today().isoformat(),
        commit=_output("git", "describe", "--always", "--dirty"),
        machine=_machine(),
        load=" ".join(f"{value:.2f}" for value in os.getloadavg()),
    )


def report(beginning: str, hello: float, sections: Sequence[Section]) -> str:
    """Return the whole report; ``hello`` are the milliseconds of that page on this machine."""
    parts = [beginning.strip()]
    if checks := [check for section in sections for check in section.checks]:
        columns = ["", "limit", "measured", "at the speed of the limits", ""]
        limits = table(columns, [check.row(hello) for check in checks])
        parts.append(f"## Limits\n\n{SPEED.format(hello=hello)}\n\n{limits}")
    parts += [section.markdown() for section in sections]
    return "\n\n".join(parts) + "\n"


def _machine() -> str:
    information = Path("/proc/cpuinfo").read_text()
    models = [line.partition(":")[2].strip() for line in information.splitlines()
              if line.startswith("model name")]  # fmt: skip
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = models[0] if models else platform.machine()
    return f"{os.cpu_count()} × {model}, {memory:.0f} GiB, Python {platform.python_version()}"


def _output(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()
