"""The demonstration as its readers meet it: a real web server with a database of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def website(folder: Path) -> Iterator[str]:
    """Load the demonstration into ``folder``, serve it, and yield its address without a slash.

    The socket is opened here and handed to the server, so no other process can take its port; a
    request made before the server is ready waits for it.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        environment = _environment(folder, address)
        for command in (
            ["set_up"],
            ["load_demonstration"],
            ["collectstatic", "--noinput", "--verbosity", "0"],
        ):
            _manage(command, environment)
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"fd://{listener.fileno()}",
             "--workers", "1", "--threads", "4", "--log-level", "warning", "--no-control-socket"],
            cwd=ROOT, env=environment, pass_fds=[listener.fileno()],
        )  # fmt: skip
    try:
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _environment(folder: Path, address: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.demonstration",
        "SITE_ADDRESS": address,
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
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
