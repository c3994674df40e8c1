"""Two transactions at the same time, on a database that locks rows."""

import threading
from collections.abc import Callable

from django.db import connection, transaction

WAIT = 2  # seconds in which the second would come to its end, if nothing made it wait


def begin_before_commit(first: Callable, second: Callable) -> list[Exception]:
    """Call ``first`` in a transaction and ``second`` in another that begins before its commit.

    Return the exception that ``second`` has raised, if any.
    """
    raised: list[Exception] = []
    begun = threading.Event()

    def call_second() -> None:
        begun.set()
        try:
            second()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=call_second)
    with transaction.atomic():
        first()
        other.start()
        begun.wait()
        other.join(timeout=WAIT)
    other.join()
    return raised
