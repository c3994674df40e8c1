"""What pages cost on a site that grows: readers' pages and files, and the work in the admin."""

import traceback
from dataclasses import dataclass, field

from .contestants import Contestant
from .django_process import DjangoProcess
from .figures import growth_exponent
from .report import Check, Limit, Section
from .rounds import Effort, Measurement, measure_all

# Whoever asks for what takes longer than this is asked once, not in several rounds.
LONG = 1.0  # seconds
BOARD_SIZE = 11_000
# Milliseconds.
EDITING_LIMITS = {
    "publish a page with ten translations": 500,
    "save a text in the translation editor": 10,
    "open the board": 150,
}
GROWTH = """Pages are those of all languages together: meetings, some declarations and plain pages,
with reproducible texts. Milliseconds of the processors for each request or action, with those of
the database, without the cache. What is *asked again* is answered by processes with the cache. The
exponent is that of the power of the number of pages that fits best: 0 is flat, 1 grows as the site
does. It is that of the cost divided by that of what does not grow, as it was measured at the same
time: bare Wagtail for pages and files, hello for what editors do."""


@dataclass
class GrowingCost:
    """Queries and seconds of the processors of one thing, by the number of pages of the site.

    ``reference`` does not grow, and was measured at the same time.
    """

    name: str
    reference: "GrowingCost | None" = None
    is_limited: bool = False
    queries: dict[int, int] = field(default_factory=dict)
    costs: dict[int, float] = field(default_factory=dict)

    @property
    def exponent(self) -> float | None:
        """Return how the cost grows beside that of the reference: the machine may be slower."""
        if self.reference is None or len(self.costs) < 2:
            return None
        return growth_exponent(
            {size: cost / self.reference.costs[size] for size, cost in self.costs.items()}
        )

    @property
    def further_queries(self) -> int:
        """How many more queries the largest site takes than the smallest."""
        counts = [self.queries[size] for size in sorted(self.queries)]
        return counts[-1] - counts[0] if counts else 0

    def row(self, sizes: tuple[int, ...]) -> list:
        queries = " / ".join(str(self.queries.get(size, "–")) for size in sizes)
        exponent = "–" if self.exponent is None else f"{self.exponent:.2f}"
        costs = [self.costs[size] * 1000 if size in self.costs else "–" for size in sizes]
        return [self.name, queries, *costs, exponent]


class GrowingSite:
    """Measures a site each time it has grown; what fails is left out, and noted.

    ``uncached`` and ``cached`` serve the site of ``django``. The cache is asked for whole files,
    which are made once for many readers. ``bare`` and ``hello`` do not grow: what they cost each
    time shows whether the machine has become slower.
    """

    def __init__(
        self,
        django: DjangoProcess,
        uncached: Contestant,
        cached: Contestant,
        bare: Contestant,
        hello: Contestant,
    ):
        self._django, self._uncached, self._cached = django, uncached, cached
        self._bare, self._hello = bare, hello
        self._costs: dict[str, GrowingCost] = {}
        self._bare_cost, self._hello_cost = (
            self._cost(f"{contestant.name}, which does not grow") for contestant in (bare, hello)
        )
        self._size = 0
        self._problems: list[str] = []

    def reach(self, size: int, effort: Effort) -> None:
        """Let the site grow to this number of pages, and measure."""
        try:
            self._django.call("corpus", "grow", size - self._size)
            self._django.call("board", "send_meetings")
            self._size = size
            self._measure(size, effort)
        except Exception as error:
            # What was measured before is kept.
            traceback.print_exc()
            self._problems.append(f"{size:,} pages: {error}")

    def _measure(self, size: int, effort: Effort) -> None:
        pages, files = self._django.call("growing_paths", "growing_paths")
        paths = {**pages, **files}
        queries = self._django.call("queries", "count_queries_of_paths", paths)
        measured = []
        for name, path in paths.items():
            cost = self._cost(name, self._bare_cost, is_limited=name in pages)
            cost.queries[size] = queries[name]
            measured.append((cost, Measurement(self._uncached, path)))
        for name, path in files.items():
            cost = self._cost(f"{name}, asked again", self._bare_cost, is_limited=True)
            measured.append((cost, Measurement(self._cached, path)))
        self._measure_paths(measured, size, effort)
        self._measure_editing(size, effort)

    def _measure_paths(
        self, measured: list[tuple[GrowingCost, Measurement]], size: int, effort: Effort
    ) -> None:
        """Measure all paths in the same rounds, and bare Wagtail among them."""
        answered = [pair for pair in measured if self._answers(*pair, size)]
        reference = Measurement(self._bare, self._bare.path)
        short = [measurement for _, measurement in answered if measurement.cost < LONG]
        for measurement in short:
            measurement.costs.clear()
        measure_all([reference], short, effort)
        self._bare_cost.costs[size] = reference.cost
        for cost, measurement in answered:
            cost.costs[size] = measurement.cost

    def _answers(self, cost: GrowingCost, measurement: Measurement, size: int) -> bool:
        """Ask twice: the first answer may be one that is made for all that follow."""
        try:
            measurement.ask_once()
            measurement.costs.clear()
            measurement.ask_once()
        except (OSError, RuntimeError) as error:
            self._problems.append(f"{cost.name}, {size:,} pages: {error}")
            return False
        return True

    def _measure_editing(self, size: int, effort: Effort) -> None:
        """Measure what editors do, and hello before and after that."""
        hello = Measurement(self._hello, self._hello.path)
        hello.measure(effort.seconds * effort.rounds)
        database = self._uncached.processes[1:]
        edited = self._django.call("editing", "measure_editing", database, effort.rounds)
        hello.measure(effort.seconds * effort.rounds)
        self._hello_cost.costs[size] = hello.cost
        for name, (queries, seconds) in edited.items():
            cost = self._cost(name, self._hello_cost)
            cost.queries[size], cost.costs[size] = queries, seconds

    def _cost(
        self, name: str, reference: GrowingCost | None = None, is_limited: bool = False
    ) -> GrowingCost:
        return self._costs.setdefault(name, GrowingCost(name, reference, is_limited))

    def section(self, database: str, sizes: tuple[int, ...]) -> Section:
        columns = ["", "queries", *(f"{size:,} pages, ms" for size in sizes), "exponent"]
        problems = "\n".join(f"- {problem}" for problem in self._problems)
        text = f"{GROWTH}\n\n{problems}" if problems else GROWTH
        rows = [cost.row(sizes) for cost in self._costs.values()]
        section = Section(f"A site that grows, on {database}", text, columns, rows)
        section.checks = [*self._growth_checks(database), *self._editing_checks(database, sizes)]
        return section

    def _growth_checks(self, database: str) -> list[Check]:
        """Return the worst of all."""
        costs = self._costs.values()
        limited = [cost for cost in costs if cost.is_limited and cost.exponent is not None]
        if not limited:
            return []
        steepest = max(limited, key=lambda cost: cost.exponent)
        hungriest = max(costs, key=lambda cost: cost.further_queries)
        growth = Limit(f"Exponent of growth on {database}, the worst: {steepest.name}", 0.15)
        queries = Limit(f"Further queries on {database}, the worst: {hungriest.name}", 0)
        return [Check(growth, steepest.exponent), Check(queries, hungriest.further_queries)]

    def _editing_checks(self, database: str, sizes: tuple[int, ...]) -> list[Check]:
        """Check the costs of a site of a thousand pages in each language, or of the largest."""
        size = next((size for size in sizes if size >= BOARD_SIZE), sizes[-1])
        hello = self._hello_cost.costs.get(size, 0) * 1000
        return [
            Check(
                Limit(f"CPU to {name} on {database}, {size:,} pages", limit, "ms"),
                self._costs[name].costs[size] * 1000,
                hello,
            )
            for name, limit in EDITING_LIMITS.items()
            if size in self._cost(name).costs
        ]
