"""Numbers of queries, counted in the process."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.demonstration import accounts


def count_queries(function: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


def count_queries_of_paths(paths: dict[str, str], username: str = "") -> dict[str, int]:
    """Return the number of queries of each path, asked before, by the names of the paths."""
    client = signed_in(username) if username else reader()

    def ask(path: str) -> None:
        # Files are read as they are sent.
        b"".join(client.get(path, secure=True))

    for path in paths.values():
        ask(path)
    return {name: count_queries(lambda path=path: ask(path)) for name, path in paths.items()}


def reader() -> Client:
    return Client(SERVER_NAME="localhost")


def signed_in(username: str) -> Client:
    client = reader()
    client.force_login(accounts.find_user(username))
    return client
