"""XLIFF 1.2 for OmegaT, which translates the targets of a file instead of its sources.

An untranslated target therefore has the source text. Its state says that it is not translated yet.
"""

from dataclasses import replace

from . import xliff
from .documents import ExchangeDocument
from .xliff import CONTENT_TYPE, EXTENSION, read

__all__ = ["CONTENT_TYPE", "EXTENSION", "read", "write"]


def write(document: ExchangeDocument) -> bytes:
    units = [replace(unit, target=unit.target or unit.source) for unit in document.units]
    return xliff.write(replace(document, units=units))
