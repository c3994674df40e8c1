"""Calls find room for their frames without mapping memory."""

import resource
from collections.abc import Callable
from threading import Thread

import pytest

from cms.data_stack import in_one_chunk

DEPTHS = range(1, 200)
FEW = 100  # page faults


def call_at_every_depth() -> None:
    """Call a function again and again, at each depth: somewhere a chunk ends."""
    for depth in DEPTHS:
        call_in_a_loop(depth)


def call_in_a_loop(depth: int) -> None:
    if depth:
        return call_in_a_loop(depth - 1)
    for _ in range(1_000):
        do_nothing(1, 2, 3, 4)


def do_nothing(*values: int) -> None:
    pass


def page_faults(function: Callable[[], None]) -> int:
    """Return the page faults of a function in a thread, which begins with an empty stack."""
    found = []

    def count() -> None:
        before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
        function()
        found.append(resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before)

    thread = Thread(target=count)
    thread.start()
    thread.join()
    return found[0]


def test_calls_at_any_depth_need_no_further_memory():
    """If the second assertion fails, CPython keeps its chunks, and needs no help any more."""
    assert page_faults(in_one_chunk(call_at_every_depth)) < FEW
    assert page_faults(call_at_every_depth) > FEW


def test_a_function_in_one_chunk_returns_and_raises_what_it_did():
    assert in_one_chunk(divmod)(7, 2) == (3, 1)
    assert in_one_chunk(sorted)([2, 1], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        in_one_chunk(divmod)(7, 0)
