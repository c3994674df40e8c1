"""Measure everything, or the named parts, and write a report: ``make bench``."""

import signal
import sys
import tempfile
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.services import postgresql

from .contestants import Application, BenchmarkSite, bare_wagtail, hello
from .django_process import DjangoProcess
from .growth import GrowingSite
from .readers import PAGES, ReaderBenchmark
from .report import ROOT, Check, Limit, Section, load_average, report
from .resources import memory_section, start_section
from .rounds import FULL, QUICK, Effort

SEARCH_SIZE = 11_000  # pages among which searches are compared
SEARCH = """Among {size:,} pages on {database}, beside modelsearch’s own backend, which matches no
inflected forms and no other script, and highlights nothing. Milliseconds of the processors for a
page of ten results without its template, with those of the database."""


class BenchmarkRun:
    """What the parts share: the applications, their databases, and a folder."""

    def __init__(self, effort: Effort, folder: Path, bare_url: str, site_url: str):
        self.effort, self.folder = effort, folder
        self.log = folder / "servers.log"
        self.site = BenchmarkSite(folder / "site", site_url)
        (folder / "bare").mkdir()
        # Each has a database server of its own, so that its time is known while the other works.
        with ThreadPoolExecutor() as pool:
            bare = pool.submit(bare_wagtail, folder / "bare", bare_url)
            self.loading = self.site.prepare()
            self.bare: Application = bare.result()

    def start(self) -> Iterator[Section]:
        applications = [hello(), self.bare, self.site.application("the site")]
        yield start_section(applications, self.log, self.effort.rounds)

    def memory(self) -> Iterator[Section]:
        with (
            hello().served(self.log) as small,
            self.bare.served(self.log) as bare,
            self.site.application("the site").served(self.log) as site,
        ):
            paths = [page.path for page in PAGES]
            yield memory_section([(small, [small.path]), (bare, [bare.path]), (site, paths)])

    def readers(self) -> Iterator[Section]:
        with (
            hello().served(self.log) as small,
            self.bare.served(self.log) as bare,
            self._served_twice(self.site) as (uncached, cached),
            self.site.installed() as installed,
            DjangoProcess(self.site.variables) as django,
        ):
            paths = {page.name: page.path for page in PAGES}
            queries = django.call("queries", "count_queries_of_paths", paths)
            benchmark = ReaderBenchmark(small, bare, uncached, cached, installed)
            benchmark.measure(self.effort)
            yield from benchmark.sections(queries)

    def demonstration(self) -> Iterator[Section]:
        checks = [
            Check(Limit("Loading the demonstration on PostgreSQL: CPU", 25, "s"), self.loading)
        ]
        yield Section(
            "Demonstration", f"Loading it takes {self.loading:.0f} seconds.", checks=checks
        )

    def growth(self) -> Iterator[Section]:
        yield from self._growth(self.site, "PostgreSQL", self.effort.sizes)

    def sqlite(self) -> Iterator[Section]:
        if self.effort.has_sqlite:
            folder = self.folder / "sqlite"
            site = BenchmarkSite(folder, f"sqlite:///{folder}/site.sqlite3")
            site.prepare()
            yield from self._growth(site, "SQLite", self.effort.sizes[:-1])

    def _growth(
        self, site: BenchmarkSite, database: str, sizes: tuple[int, ...]
    ) -> Iterator[Section]:
        with (
            self._served_twice(site) as (uncached, cached),
            DjangoProcess(site.variables) as django,
        ):
            growing, reached = GrowingSite(django, uncached, cached), 0
            for size in sizes:
                growing.grow(size - reached)
                growing.measure(size, self.effort)
                if size == SEARCH_SIZE:
                    rows = django.call("search", "compare_search", site.database)
                    text = SEARCH.format(size=size, database=database)
                    columns = ["", "found", "queries", "ms", "to stock"]
                    yield Section(f"Search, on {database}", text, columns, rows)
                reached = size
            yield growing.section(database, sizes)

    @contextmanager
    def _served_twice(self, site: BenchmarkSite) -> Iterator[tuple]:
        """Serve the site without the cache, and with it."""
        uncached = site.application("without cache", PAGE_CACHE_BYTES="0")
        with (
            uncached.served(self.log) as first,
            site.application("cached").served(self.log) as second,
        ):
            yield first, second


PARTS: dict[str, Callable[[BenchmarkRun], Iterator[Section]]] = {
    "start": BenchmarkRun.start,
    "memory": BenchmarkRun.memory,
    "readers": BenchmarkRun.readers,
    "demonstration": BenchmarkRun.demonstration,
    "growth": BenchmarkRun.growth,
    "sqlite": BenchmarkRun.sqlite,
}


def read_options() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"{', '.join(PARTS)} (all)")
    parser.add_argument("--quick", action="store_true", help="few rounds and small sites")
    parser.add_argument(
        "--output", type=Path, help="docs/benchmarks.md; if quick, var/benchmarks.md"
    )
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    options.output = options.output or ROOT / ("var" if options.quick else "docs") / "benchmarks.md"
    return options


def measure(run: BenchmarkRun, parts: list[str]) -> Iterator[Section]:
    """Yield what each part has measured; one that fails says so, and the others go on."""
    for name in parts:
        print(f"{name} …", file=sys.stderr, flush=True)  # noqa: T201 - it takes long
        try:
            yield from PARTS[name](run)
        except Exception as error:
            traceback.print_exc()
            print(run.log.read_text()[-3000:], file=sys.stderr)  # noqa: T201
            yield Section(name.capitalize(), f"This part failed: {type(error).__name__}: {error}")


def main(options: Namespace) -> None:
    command = "make bench QUICK=1" if options.quick else "make bench"
    load, sections = load_average(), []
    # SIGTERM raises SystemExit, so that all servers are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with ExitStack() as stack:
        bare_url, site_url = (stack.enter_context(postgresql.server()) for _ in range(2))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        run = BenchmarkRun(QUICK if options.quick else FULL, folder, bare_url, site_url)
        for section in measure(run, options.parts or list(PARTS)):
            sections.append(section)
            # What was measured stays if it is interrupted.
            options.output.write_text(report(command, load, sections))
    print(options.output.read_text())  # noqa: T201 - the output of the command


if __name__ == "__main__":
    main(read_options())
