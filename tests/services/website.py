"""The demonstration on a real web server, with production settings and its own database."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
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


@contextmanager
def website(loaded: Path, folder: Path) -> Iterator[str]:
    """Serve a copy of a loaded site from ``folder``, and yield its URL without a slash.

    The socket is opened here and passed to the server, so no other process can take its port. The
    first response is the slowest. On a busy machine, it can exceed the timeout of a test, so it is
    requested here.
    """
    shutil.copytree(loaded, folder, dirs_exist_ok=True)
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
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


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
