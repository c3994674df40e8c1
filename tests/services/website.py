"""The demonstration on a real web server, with production settings and its own database."""

import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASE = "site.sqlite3"
HOST = "localhost"  # a name, since passkeys belong to one


def load(folder: Path, new_site: Path | None = None) -> None:
    """Set up the site in ``folder`` and load the demonstration; this takes almost a minute.

    ``new_site`` is the database of a site that is already set up; a copy of it is used.
    """
    folder.mkdir(exist_ok=True)
    environment = _environment(folder, f"http://{HOST}")
    if new_site:
        shutil.copyfile(new_site, folder / DATABASE)
        _set_address(folder, 80)
    else:
        _manage(["set_up"], environment)
    _manage(["load_demonstration"], environment)
    _manage(["collectstatic", "--noinput", "--verbosity", "0"], environment)


def run(folder: Path, *command: str) -> None:
    """Run a command of ``manage.py`` for the site in ``folder``."""
    _manage([*command], _environment(folder, f"http://{HOST}"))


@contextmanager
def website(loaded: Path, folder: Path) -> Iterator[str]:
    """Serve a copy of a loaded site from ``folder``, and yield its URL without a slash."""
    shutil.copytree(loaded, folder, dirs_exist_ok=True)
    server, url = _start(folder)
    try:
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def shared_website(
    loaded: Path, folder: Path, change: Callable[[Path], None] = lambda database: None
) -> Iterator[str]:
    """Serve a copy of a loaded site to all processes of a run, which must not change its data.

    The first process changes the copy and starts the server; the last one stops it. Each holds a
    shared lock as long as it uses the site, so that a process that is killed counts no more.
    """
    address = folder.with_suffix(".address")
    with (
        folder.with_suffix(".gate").open("w") as gate,
        folder.with_suffix(".users").open("w") as users,
    ):
        with _locked(gate):
            if _is_alone(users):
                shutil.rmtree(folder, ignore_errors=True)
                shutil.copytree(loaded, folder)
                change(folder / DATABASE)
                server, url = _start(folder)
                address.write_text(f"{server.pid} {url}")
            fcntl.flock(users, fcntl.LOCK_SH)
        number, url = address.read_text().split()
        try:
            yield url
        finally:
            with _locked(gate):
                if _is_alone(users):
                    os.kill(int(number), signal.SIGTERM)


@contextmanager
def _locked(file: IO) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    yield
    fcntl.flock(file, fcntl.LOCK_UN)


def _is_alone(users: IO) -> bool:
    """Whether no other process holds this lock, which the caller holds then."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start(folder: Path) -> tuple[subprocess.Popen, str]:
    """Start a server for the site in ``folder``, and return it with its URL.

    The socket is opened here and passed to the server, so no other process can take its port. The
    first response is the slowest. On a busy machine, it can exceed the timeout of a test, so it is
    requested here.
    """
    with socket.create_server((HOST, 0)) as listener:
        port = listener.getsockname()[1]
        _set_address(folder, port)
        url = f"http://{HOST}:{port}"
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"fd://{listener.fileno()}",
             "--workers", "1", "--threads", "4", "--log-level", "warning", "--no-control-socket",
             # Connections that a browser keeps open do not delay the shutdown.
             "--graceful-timeout", "1"],
            cwd=ROOT, env=_environment(folder, url), pass_fds=[listener.fileno()],
        )  # fmt: skip
    try:
        urlopen(f"{url}/en/", timeout=120).close()
    except OSError:
        server.terminate()
        raise
    return server, url


def _set_address(folder: Path, port: int) -> None:
    """Store the host and port of this server; the port is chosen after the site was set up."""
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("UPDATE wagtailcore_site SET hostname = ?, port = ?", [HOST, port])


def _environment(folder: Path, url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.demonstration",
        "SITE_ADDRESS": url,
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "REDIS_URL": "",
        "EMAIL_URL": "",
    }


def _manage(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(command)} failed:\n{done.stdout}")
