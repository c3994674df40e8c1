"""Rounds in which everything that is compared is measured, one after another: A B C, A B C.

So a machine that is slower for a minute is slower for all of them.
"""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from .contestants import Contestant
from .figures import spread
from .load import CONNECTIONS, answer_of, read_for

# Readers who ask before the rounds, at once, so that each worker has to answer some of them.
FIRST_READERS = CONNECTIONS * 2
EACH_REFERENCE_SERVES = 6  # measurements
TURN = 0.1  # seconds


@dataclass
class Measurement:
    """The cost of one page of a contestant, as measured in several rounds."""

    contestant: Contestant
    path: str
    size: int = 0  # bytes of the answer, as they travel
    costs: list[float] = field(default_factory=list)  # seconds of the processors for each request
    rates: list[float] = field(default_factory=list)  # requests in a second

    @property
    def cost(self) -> float:
        return statistics.median(self.costs)

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def shown(self) -> str:
        return f"{self.cost * 1000:.2f} ± {spread(self.costs):.0%}"

    def warm_up(self) -> None:
        target = self.contestant.target(self.path)
        read_for(target, 0, FIRST_READERS)
        self.size = answer_of(target).body_size

    def ask_once(self) -> None:
        used = self.contestant.cpu_seconds()
        answer_of(self.contestant.target(self.path))
        self.costs.append(self.contestant.cpu_seconds() - used)

    def measure(self, seconds: float) -> None:
        # Connections to the database that have become too old are replaced before.
        read_for(self.contestant.target(self.path), 0)
        used, started = self.contestant.cpu_seconds(), time.monotonic()
        count = read_for(self.contestant.target(self.path), seconds)
        self.rates.append(count / (time.monotonic() - started))
        self.costs.append((self.contestant.cpu_seconds() - used) / count)


@dataclass(frozen=True)
class Effort:
    """How much is measured: in full, or as much as two minutes allow."""

    rounds: int
    seconds: float  # of one page in a round
    turns: int  # of each of those that are compared directly, in a round
    sizes: tuple[int, ...]  # pages of the growing site
    has_sqlite: bool = True


FULL = Effort(rounds=5, seconds=1.0, turns=30, sizes=(1_000, 11_000, 100_000))
QUICK = Effort(rounds=1, seconds=0.25, turns=2, sizes=(200, 600), has_sqlite=False)


def measure_all(
    references: Sequence[Measurement], measurements: Sequence[Measurement], effort: Effort
) -> None:
    """Measure in rounds; what all others are compared with is measured again and again in each."""
    for measurement in (*references, *measurements):
        measurement.warm_up()
    for _ in range(effort.rounds):
        for number, measurement in enumerate(measurements):
            if number % EACH_REFERENCE_SERVES == 0:
                for reference in references:
                    reference.measure(effort.seconds)
            measurement.measure(effort.seconds)


def measure_in_turns(groups: Sequence[tuple[Measurement, ...]], effort: Effort) -> None:
    """Measure those of each group by turns, several short ones in each round.

    The machine is faster and slower from second to second, by more than they differ if each
    answers hundreds of requests in that time. Turns of the same page lie up to a
    fifth from their median, so that it takes many.
    """
    for group in groups:
        for measurement in group:
            measurement.warm_up()
    for _ in range(effort.rounds):
        for group in groups:
            for measurement in group * effort.turns:
                measurement.measure(TURN)
