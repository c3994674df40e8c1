"""Keep the frames of nested calls in one piece of memory.

CPython (3.11 and later) keeps the frames of Python functions in chunks of 16 KiB. A call that does
not fit into the last chunk maps another one, and its return unmaps it (``push_chunk`` in
``Python/pystate.c``). Templates are rendered by deeply nested calls: where a loop of them is at the
end of a chunk, each of its calls takes two system calls and several page faults.
"""

from collections.abc import Callable
from functools import wraps

# A chunk is doubled until the frame for which it is made fits. A frame a little larger than half a
# mebibyte leaves almost as much to those of all functions that it calls, as many as may be nested.
_STACK_SIZE = 2**16 + 64  # values of 8 bytes


def in_one_chunk(function: Callable) -> Callable:
    """Return a function that does the same, with the frames of all that it calls in one chunk."""

    @wraps(function)
    def call(*args, **kwargs):
        return function(*args, **kwargs)

    # Memory is reserved for the frame, and never touched.
    call.__code__ = call.__code__.replace(co_stacksize=_STACK_SIZE)
    return call
