"""Measure everything, or the named parts, and write a report: ``make bench``."""

import signal
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.services import postgresql

from .parts import PARTS, BenchmarkRun
from .report import ROOT, Section, introduction, report
from .rounds import FULL, QUICK


def read_options() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"{', '.join(PARTS)} (all)")
    parser.add_argument("--quick", action="store_true", help="few rounds and small sites")
    parser.add_argument(
        "--output", type=Path, help="docs/benchmarks.md, or in var/ if it is not complete"
    )
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    is_complete = not (options.quick or options.parts)
    options.output = options.output or ROOT / ("docs" if is_complete else "var") / "benchmarks.md"
    options.output.parent.mkdir(exist_ok=True)
    return options


def measure(run: BenchmarkRun, parts: list[str]) -> Iterator[Section]:
    for name in parts:
        sys.stderr.write(f"{time.strftime('%H:%M:%S')} {name} …\n")
        yield from run.attempt(name, PARTS[name](run))


def main(options: Namespace) -> None:
    # Now, since the report itself changes what is committed, and the benchmarks the load.
    beginning = introduction(" ".join([".venv/bin/python -m tests.benchmark", *sys.argv[1:]]))
    sections: list[Section] = []
    # SIGTERM raises SystemExit, so that all servers are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with ExitStack() as stack:
        bare_url, site_url = (stack.enter_context(postgresql.server()) for _ in range(2))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        run = BenchmarkRun(QUICK if options.quick else FULL, folder, bare_url, site_url)
        for section in measure(run, options.parts or list(PARTS)):
            sections.append(section)
            # What was measured stays if the command is interrupted.
            options.output.write_text(report(beginning, run.hello, sections))
    print(options.output.read_text())  # noqa: T201 - the output of the command


if __name__ == "__main__":
    main(read_options())
