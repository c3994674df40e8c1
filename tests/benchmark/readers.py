"""Pages for readers: without the cache beside bare Wagtail, and with it beside Django's hello."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .contestants import Contestant, InstalledContestants
from .figures import ratio_of_turns
from .load import answer_of
from .report import Check, Limit, Section
from .rounds import Effort, Measurement, measure_all, measure_in_turns


@dataclass(frozen=True)
class ReaderPage:
    """A page of the demonstration, and its limits: to bare Wagtail's, and queries."""

    name: str
    path: str
    ratio: float | None = 1.2
    queries: int = 6


PAGES = (
    ReaderPage("contacts", "/mk/contacts-by-country/?state=XK", ratio=0.6),
    ReaderPage("state", "/mk/states/kosovo/", ratio=0.6),
    ReaderPage("history", "/mk/history/", ratio=0.6),
    ReaderPage("home", "/mk/", ratio=0.8),
    ReaderPage("meeting", "/mk/meetings/2012-ljubljana/", ratio=0.8),
    ReaderPage("declaration", "/mk/declarations/2012-joint-declaration/", ratio=0.8),
    ReaderPage(
        "declaration beside another language",
        "/mk/declarations/2012-joint-declaration/?with=en",
        ratio=0.8,
    ),
    ReaderPage("meetings, filtered", "/mk/meetings/?state=SI&kind=coordinators", queries=8),
    ReaderPage("declarations", "/mk/declarations/"),
    ReaderPage("search", "/mk/search/?q=Brdo", queries=8),
    ReaderPage("not found", "/mk/nowhere/", ratio=None, queries=3),
)
# nginx lets one address search five times a second.
NOT_THROUGH_NGINX = ("search", "not found")
# Of the answers with status 200 alone.
NOT_CACHED = ("not found",)
COSTS = """Milliseconds of the processors for each request: those of the server with its workers, of
PostgreSQL and of Redis. The median of the rounds, and the median distance from it. Bytes are those
of the compressed page. A few words from Django, without middleware and database, take {hello} ms. A
page of bare Wagtail takes {bare} ms: Wagtail’s project template with three levels of pages, a menu,
an image and two translations."""
BEHIND_NGINX_TEXT = """With TLS, as `deploy/nginx` describes it, and two web servers with Redis
behind it: beside a file of the same size. Milliseconds are those of the processors, of nginx and
all behind it. How many requests are answered in a second also depends on the program that asks,
which runs on the same machine. Searches are missing, since nginx limits them."""


@dataclass
class ReaderBenchmark:
    """Measures every page of the contestants in the same rounds."""

    hello: Contestant
    bare: Contestant
    uncached: Contestant
    cached: Contestant
    installed: InstalledContestants
    measurements: dict[tuple[str, str], Measurement] = field(default_factory=dict)

    def __post_init__(self):
        self.hello_page = Measurement(self.hello, self.hello.path)
        self.bare_page = Measurement(self.bare, self.bare.path)

    def measure(self, effort: Effort) -> None:
        for page in PAGES:
            self._add(self.uncached, page.name, page.path)
        references = [self.hello_page, self.bare_page]
        measure_all(references, list(self.measurements.values()), effort)
        measure_in_turns([*self._cached_beside_hello()], effort)
        measure_in_turns([*self._pairs_behind_nginx()], effort)

    def _add(self, contestant: Contestant, name: str, path: str) -> Measurement:
        added = self.measurements[contestant.name, name] = Measurement(contestant, path)
        return added

    def _cached_beside_hello(self) -> Iterator[tuple[Measurement, ...]]:
        for page in self.cached_pages:
            yield (
                self._add(self.hello, page.name, self.hello.path),
                self._add(self.cached, page.name, page.path),
                self._add(self.installed.with_redis, page.name, page.path),
            )

    def _pairs_behind_nginx(self) -> Iterator[tuple[Measurement, Measurement]]:
        """Yield each page, and a file of its size, which is known once somebody has asked."""
        site, file = self.installed.nginx, self.installed.file
        for number, page in enumerate(self.pages_behind_nginx):
            size = answer_of(site.target(page.path)).body_size
            path = self.installed.write_file(str(number), size)
            yield self._add(site, page.name, page.path), self._add(file, page.name, path)

    @property
    def cached_pages(self) -> list[ReaderPage]:
        return [page for page in PAGES if page.name not in NOT_CACHED]

    @property
    def pages_behind_nginx(self) -> list[ReaderPage]:
        return [page for page in PAGES if page.name not in NOT_THROUGH_NGINX]

    def of(self, contestant: Contestant, page: ReaderPage) -> Measurement | None:
        return self.measurements.get((contestant.name, page.name))

    def ratio(self, contestant: Contestant, page: ReaderPage) -> float:
        """Return the cost of a page, divided by that of what it is compared with.

        That is bare Wagtail, or Django's hello in the same turns if both are cheap.
        """
        found = self.of(contestant, page)
        if contestant is self.uncached:
            return found.cost / self.bare_page.cost
        return ratio_of_turns(found.costs, self.of(self.hello, page).costs)

    def rate_to_file(self, page: ReaderPage) -> float:
        """Return the requests in a second through nginx, divided by those of a file."""
        site, file = self.of(self.installed.nginx, page), self.of(self.installed.file, page)
        return ratio_of_turns(site.rates, file.rates)

    def sections(self, queries: dict[str, int]) -> list[Section]:
        return [self._costs(queries), self._behind_nginx()]

    def _costs(self, queries: dict[str, int]) -> Section:
        contestants = (self.uncached, self.cached, self.installed.with_redis)
        section = Section(
            "Pages for readers",
            COSTS.format(hello=self.hello_page.shown, bare=self.bare_page.shown),
            ["", "queries", "bytes", "without cache", "÷ bare", "cached", "÷ hello", "with Redis",
             "÷ hello"],
        )  # fmt: skip
        for page in PAGES:
            row = [page.name, queries[page.name], self.of(self.uncached, page).size]
            for contestant in contestants:
                found = self.of(contestant, page)
                row += [found.shown, self.ratio(contestant, page)] if found else ["", ""]
            section.rows.append(row)
        section.checks = [*self._ratio_checks(), *_query_checks(queries)]
        return section

    def _ratio_checks(self) -> list[Check]:
        checks = [
            Check(
                Limit(f"CPU without cache ÷ bare Wagtail: {_names(pages)}", limit),
                max(self.ratio(self.uncached, page) for page in pages),
            )
            for limit, pages in _grouped("ratio").items()
        ]
        for contestant, limit in ((self.cached, 1.5), (self.installed.with_redis, 3.0)):
            worst = max(self.ratio(contestant, page) for page in self.cached_pages)
            checks.append(
                Check(Limit(f"CPU ÷ hello, {contestant.name}: the worst page", limit), worst)
            )
        return checks

    def _behind_nginx(self) -> Section:
        pages = self.pages_behind_nginx
        section = Section(
            "Behind nginx",
            BEHIND_NGINX_TEXT,
            ["", "bytes", "file, ms", "site, ms", "file, per second", "site, per second", "ratio"],
        )
        for page in pages:
            file, site = self.of(self.installed.file, page), self.of(self.installed.nginx, page)
            section.rows.append(
                [page.name, site.size, file.shown, site.shown, file.rate, site.rate,
                 self.rate_to_file(page)]
            )  # fmt: skip
        limit = Limit("Requests per second behind nginx ÷ those of a file: the worst page", 0.9, "",
                      at_least=True)  # fmt: skip
        section.checks = [Check(limit, min(map(self.rate_to_file, pages)))]
        return section


def _grouped(attribute: str) -> dict[float, list[ReaderPage]]:
    """Return the pages by one of their limits."""
    values = sorted({getattr(page, attribute) for page in PAGES} - {None})
    return {
        value: [page for page in PAGES if getattr(page, attribute) == value] for value in values
    }


def _names(pages: Iterable[ReaderPage]) -> str:
    return ", ".join(page.name for page in pages)


def _query_checks(queries: dict[str, int]) -> list[Check]:
    return [
        Check(Limit(f"Queries: {_names(pages)}", limit), max(queries[page.name] for page in pages))
        for limit, pages in _grouped("queries").items()
    ]
