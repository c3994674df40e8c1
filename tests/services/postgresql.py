"""A temporary PostgreSQL server on its own Unix socket, for one command.

``python -m tests.services.postgresql -- COMMAND …`` runs the command with ``DATABASE_URL`` and
``TEST_DATABASE`` set for this server. The data is deleted at the end, so the server does not
ensure its durability.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from .provision import postgresql_programs

PORT = 5432  # a part of the name of the socket's file; no TCP port is opened
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "max_wal_size": "256MB",
    # The databases live for minutes: statistics and clean-up cost more than they save.
    "autovacuum": "off",
    # For tables with few rows, compiling a query takes longer than executing it.
    "jit": "off",
}


MEMORY = Path("/dev/shm")  # a file system of Linux that has no disk
ENOUGH_MEMORY = 4 * 2**30  # bytes


def folder_in_memory() -> Path | None:
    """Return a folder without a disk, if there is one with room for the databases of the tests.

    A database is a thousand files. To copy it there takes a small part of the time.
    """
    try:
        return MEMORY if shutil.disk_usage(MEMORY).free >= ENOUGH_MEMORY else None
    except OSError:
        return None


@contextmanager
def server(parent: Path | None = None) -> Iterator[str]:
    """Start a server and yield the URL of its database; stop and remove the server at the end.

    Its data is in ``parent``, or in the system's folder for temporary files.
    """
    programs = postgresql_programs()
    if programs is None:
        sys.exit("No PostgreSQL server: run python -m tests.services.provision.")
    folder = Path(tempfile.mkdtemp(prefix="postgresql-", dir=parent))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    data, log = folder / "data", folder / "log"
    try:
        _run(programs / "initdb", "--pgdata", data, "--username", "site", "--auth", "trust",
             "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")  # fmt: skip
        settings = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        settings += f" -c unix_socket_directories='{folder}'"
        _run(programs / "pg_ctl", "start", "--wait", "--pgdata", data, "--log", log, "-o", settings)
        try:
            yield f"postgres://site@{quote(str(folder), safe='')}:{PORT}/postgres"
        finally:
            _run(programs / "pg_ctl", "stop", "--wait", "--pgdata", data, "--mode", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def restart(database_url: str) -> None:
    """Restart the server of this database; whoever is connected loses the connection."""
    folder = _folder(database_url)
    programs = postgresql_programs()
    _run(programs / "pg_ctl", "restart", "--wait", "--mode", "fast", "--pgdata", folder / "data",
         "--log", folder / "log")  # fmt: skip


def process_id(database_url: str) -> int:
    """Return the id of the first process of the server of this database."""
    return int((_folder(database_url) / "data" / "postmaster.pid").read_text().split()[0])


def _folder(database_url: str) -> Path:
    return Path(unquote(urlsplit(database_url).netloc.partition("@")[2].rpartition(":")[0]))


def _run(*command: object) -> None:
    """Run a program of PostgreSQL; it cannot run as root, so root runs it as another user."""
    arguments = [str(argument) for argument in command]
    if os.geteuid() == 0:
        arguments = ["runuser", "-u", "nobody", "--", *arguments]
    # The server inherits the output. A pipe would stay open while the server runs, a file does not.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(arguments, stdout=output, stderr=output, cwd="/", check=False)
        if done.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(arguments)} failed:\n{output.read()}")


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments:
        sys.exit(__doc__)
    # SIGTERM raises SystemExit, so that the server is stopped as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with server(folder_in_memory()) as database_url:
        environment = {**os.environ, "DATABASE_URL": database_url, "TEST_DATABASE": "postgresql"}
        return subprocess.run(arguments, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
