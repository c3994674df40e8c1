"""The parts of the benchmarks. Each yields sections of the report as soon as they are measured."""

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from .contestants import Application, BenchmarkSite, bare_wagtail, hello
from .django_process import DjangoProcess
from .growth import GrowingSite
from .readers import PAGES, ReaderBenchmark
from .report import Check, Limit, Section
from .resources import memory_section, start_section
from .rounds import Effort, Measurement, measure_all

SEARCH_SIZE = 11_000  # pages among which searches are compared
SEARCH = f"""Among {SEARCH_SIZE:,} pages on {{database}}, beside modelsearch’s own backend, which
matches no inflected forms and no other script, and highlights nothing. Milliseconds of the
processors for a page of ten results without its template, with those of the database."""


class BenchmarkRun:
    """What the parts share: the applications, their databases, and a folder."""

    def __init__(self, effort: Effort, folder: Path, bare_url: str, site_url: str):
        self.effort, self.folder = effort, folder
        self.log = folder / "servers.log"
        self.log.touch()
        self.site = BenchmarkSite(folder / "site", site_url)
        (folder / "bare").mkdir()
        # Before, and not beside anything else, as all that follows.
        self.hello = self._milliseconds_of_hello()
        with ThreadPoolExecutor() as pool:
            bare = pool.submit(bare_wagtail, folder / "bare", bare_url)
            self.site.installation.prepare()
        self.bare: Application = bare.result()
        # Afterwards: beside another process, the processors need more time for the same.
        self.loading = self.site.load_demonstration()

    def _milliseconds_of_hello(self) -> float:
        with hello().served(self.log) as small:
            measurement = Measurement(small, small.path)
            measure_all([], [measurement], self.effort)
            return measurement.cost * 1000

    def attempt(self, name: str, sections: Iterator[Section]) -> Iterator[Section]:
        """Yield the sections; if that fails, one that says so, and the others go on."""
        try:
            yield from sections
        except Exception as error:
            traceback.print_exc()
            sys.stderr.write(self.log.read_text()[-3000:])
            yield Section(name.capitalize(), f"This part failed: {type(error).__name__}: {error}")

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
            site.installation.prepare()
            site.load_demonstration()
            yield from self._growth(site, "SQLite", self.effort.sizes[:-1])

    def _growth(
        self, site: BenchmarkSite, database: str, sizes: tuple[int, ...]
    ) -> Iterator[Section]:
        with (
            self._served_twice(site) as (uncached, cached),
            self.bare.served(self.log) as bare,
            hello().served(self.log) as small,
            DjangoProcess(site.variables) as django,
        ):
            growing = GrowingSite(django, uncached, cached, bare, small)
            for size in sizes:
                sys.stderr.write(f"{time.strftime('%H:%M:%S')} {size:,} pages …\n")
                growing.reach(size, self.effort)
                if size == SEARCH_SIZE:
                    yield from self.attempt("search", self._search(django, site, database))
            yield growing.section(database, sizes)

    def _search(
        self, django: DjangoProcess, site: BenchmarkSite, database: str
    ) -> Iterator[Section]:
        rows = django.call("search", "compare_search", site.database)
        columns = ["", "found", "queries", "ms", "÷ stock"]
        yield Section(f"Search, on {database}", SEARCH.format(database=database), columns, rows)

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
