"""A process of its own with Django and the site's models.

The process that measures loads neither, so that it stays small, and can measure several databases.
"""

import logging
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from math import inf
from multiprocessing import get_context

import django
from django.test.utils import setup_test_environment

from cms.data_stack import in_one_chunk


class DjangoProcess:
    """Calls functions of this package in one process, which is kept until the block ends."""

    def __init__(self, variables: Mapping[str, str]):
        self._pool = ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=_set_up, initargs=(dict(variables),)
        )

    def __enter__(self) -> "DjangoProcess":
        return self

    def __exit__(self, *exception) -> None:
        self._pool.shutdown()

    def call(self, module: str, function: str, *arguments):
        return self._pool.submit(_call, module, function, arguments).result()


def _set_up(variables: dict[str, str]) -> None:
    # The cache would answer in place of what is measured.
    os.environ.update({**variables, "PAGE_CACHE_BYTES": "0"})
    django.setup()
    setup_test_environment()
    # Otherwise one query more is counted in the first request after each second.
    import_module("page_cache.freshness").CHECK_AFTER = inf
    logging.disable(logging.WARNING)  # a page that is not found would be logged each time


def _call(module: str, function: str, arguments: tuple):
    # As a web process and a command of the site do.
    return in_one_chunk(getattr(import_module(f"{__package__}.{module}"), function))(*arguments)
