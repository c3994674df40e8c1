"""Enqueueing background tasks together with what they follow from."""

from typing import NamedTuple

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task


class _EnqueuedTask(NamedTuple):
    """What a transaction has enqueued; equal for the same task with the same arguments."""

    task: Task
    arguments: tuple

    @property
    def runs_at_once(self) -> bool:
        return isinstance(self.task.get_backend(), ImmediateBackend)

    def __call__(self) -> None:
        if self.runs_at_once:
            self.task.enqueue(*self.arguments)


def enqueue_with_transaction(task: Task, *arguments, once: bool = False) -> None:
    """Enqueue a task in the current transaction: with its changes, or not at all.

    If it were enqueued after the commit, a process that is killed in between would lose it. A
    backend that runs tasks at once does so after the commit, when everybody sees what the task is
    about. ``once``: not again for what the same transaction has enqueued already.
    """
    enqueued = _EnqueuedTask(task, arguments)
    callbacks = transaction.get_connection().run_on_commit
    if once and enqueued in (callback for _, callback, *_ in callbacks):
        return
    if not enqueued.runs_at_once:
        task.enqueue(*arguments)
    transaction.on_commit(enqueued)
