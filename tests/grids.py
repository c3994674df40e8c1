"""Values for parametrized tests: languages, widths of the window, colour schemes.

``make test`` uses a sample in which every kind of value occurs. ``pytest --full``, which
``make test-all`` runs, uses every value. ``pytest --faults``, which ``make test-faults`` runs, does
so for the faults of ``tests/faults``. ``tests/conftest.py`` reads the option before test modules
are imported, so that decorators can use the values: ``parametrize("width", widths())``.
"""

from collections.abc import Sequence
from itertools import cycle, islice, product

from core.languages import Language, all_languages

NARROWEST_WIDTH = 320  # CSS pixels: WCAG 2.2, 1.4.10
WIDEST_WIDTH = 1280

is_full = False
has_all_faults = False


def languages() -> tuple[Language, ...]:
    """Every language, or a sample with the source, each script, and each derived script."""
    if is_full:
        return all_languages()
    scripts = set()
    sample = []
    for language in all_languages():
        if language.is_source or language.derived_from or language.script not in scripts:
            sample.append(language)
            scripts.add(language.script)
    return tuple(sample)


def codes() -> list[str]:
    """The codes of ``languages()``."""
    return [language.code for language in languages()]


def widths() -> tuple[int, ...]:
    """Widths of the window in CSS pixels, or a sample: the narrowest and the widest."""
    return (NARROWEST_WIDTH, 360, 700, WIDEST_WIDTH) if is_full else (NARROWEST_WIDTH, WIDEST_WIDTH)


def colour_schemes() -> tuple[str, ...]:
    """Both values of ``prefers-color-scheme``, also in a sample: each has its own colours."""
    return ("light", "dark")


def file_formats() -> tuple[str, ...]:
    """The file formats of the open data, or a sample: one with types, and of several parts."""
    return ("csv", "json", "xlsx") if is_full else ("xlsx",)


def seeds() -> range:
    """Seeds of random walks: each is another order of the same steps."""
    return range(6) if is_full else range(1)


def share(items: Sequence, value, values: Sequence) -> Sequence:
    """Return the items for which a test uses this one of several values.

    These are all items, or in a sample a part of them: each item is used with one of the values.
    """
    return items if is_full else items[values.index(value) :: len(values)]


def one_of(items: Sequence, value, values: Sequence) -> Sequence:
    """Return all items, or in a sample one, so that each item is used with some of the values."""
    return items if is_full else [items[values.index(value) % len(items)]]


def combinations(*grids: Sequence) -> list[tuple]:
    """Every combination of the values, or a sample in which each value occurs.

    >>> combinations(languages(), widths(), colour_schemes())
    """
    if is_full:
        return list(product(*grids))
    return list(islice(zip(*map(cycle, grids), strict=False), max(map(len, grids))))
