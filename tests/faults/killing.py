"""Kills a process before a chosen statement of SQL, or before a commit.

The child is forked from a process that has loaded the site: it does its work with connections of
its own, and ends with ``SIGKILL``, without a chance to clean up.
"""

import json
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection

COMMIT, ACKNOWLEDGEMENT = "COMMIT", "ACKNOWLEDGEMENT"
READING = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "PRAGMA", "SET ")


@dataclass
class ChildResult:
    """The points that a child has passed, and whether it has said that all is done."""

    points: list[str] = field(default_factory=list)
    is_acknowledged: bool = False
    was_killed: bool = False


class PointCounter:
    """Counts the writing statements and commits of this process; kills it before one of them."""

    def __init__(self, kill_before: int | None):
        self.kill_before, self.points = kill_before, []

    def install(self) -> None:
        connection.execute_wrappers.append(self._execute)
        commit = connection._commit

        def counted_commit():
            self.reach(COMMIT)
            return commit()

        connection._commit = counted_commit

    def _execute(self, execute, sql, params, many, context):
        if not str(sql).lstrip("( ").upper().startswith(READING):
            self.reach(" ".join(str(sql).split()[:3]))
        return execute(sql, params, many, context)

    def reach(self, point: str) -> None:
        if len(self.points) == self.kill_before:
            os.kill(os.getpid(), signal.SIGKILL)
        self.points.append(point)


def run_in_child(begin: Callable[[], Callable[[], None]], kill_before: int | None) -> ChildResult:
    """Run the work that ``begin`` prepares in a child, and kill it before this point.

    The last point is the acknowledgement: everything is done, and nobody has been told.
    """
    connection.close()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work(begin, kill_before, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        lines = told.read().splitlines()
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return ChildResult(was_killed=True)
    if os.WEXITSTATUS(status) or not lines:
        raise AssertionError("The child has failed:\n" + "\n".join(lines))
    return ChildResult(json.loads(lines[0]), is_acknowledged=True)


def _work(begin: Callable[[], Callable[[], None]], kill_before: int | None, told: int) -> None:
    try:
        work = begin()
        counter = PointCounter(kill_before)
        counter.install()
        work()
        counter.reach(ACKNOWLEDGEMENT)
        os.write(told, json.dumps(counter.points).encode())
    except BaseException:
        os.write(told, traceback.format_exc().encode())
        os._exit(1)
    os._exit(0)
