"""The arithmetic of the benchmarks."""

import math
import statistics
from collections.abc import Mapping, Sequence


def spread(values: Sequence[float]) -> float:
    """Return how far the values are from their median, as a share of it.

    This is the median of the distances: one round in which the machine did something else, too,
    does not count.
    """
    middle = statistics.median(values)
    return statistics.median(abs(value - middle) for value in values) / middle if middle else 0.0


def ratio_of_turns(values: Sequence[float], references: Sequence[float]) -> float:
    """Return the median of the ratios of two that were measured by turns.

    A turn in which the machine was slower was slow for both.
    """
    return statistics.median(
        value / reference for value, reference in zip(values, references, strict=True)
    )


def growth_exponent(costs: Mapping[int, float]) -> float:
    """Return the exponent of the power of the size that fits these costs best (by logarithms).

    0 means that the cost does not depend on the size, 1 that it grows as the size does.
    """
    sizes, values = zip(*costs.items(), strict=True)
    return statistics.linear_regression([*map(math.log, sizes)], [*map(math.log, values)]).slope
