"""The servers that are compared, and the processes whose time counts as theirs.

All applications run in gunicorn with the options of ``deploy/``, and with PostgreSQL.
"""

import os
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.deployment.installation import CERTIFICATE, DEPLOY, ROOT, Installation, free_ports
from tests.services import postgresql

from .load import Target, answer_of
from .processes import children, cpu_seconds
from .projects.bare.content import PATH as BARE_PATH

BARE_PROJECT = "tests.benchmark.projects.bare"
BEHIND_NGINX = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
SITE_PATH = "/en/"  # of the source language
START_TIMEOUT = 120  # seconds
# A worker that is replaced meanwhile would count as work for the readers of one page.
LASTING_WORKERS = {"GUNICORN_CMD_ARGS": "--max-requests 0"}


@dataclass(frozen=True)
class Contestant:
    """A server that answers readers; ``processes`` and all below them are its cost."""

    name: str
    port: int
    path: str  # of its first page
    processes: tuple[int, ...]
    headers: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None

    def target(self, path: str) -> Target:
        return Target(self.port, path, self.headers, self.tls)

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.processes)

    @property
    def workers(self) -> list[int]:
        """The processes that answer, of a contestant that is gunicorn alone."""
        return children(self.processes[0])


@dataclass(frozen=True)
class Application:
    """What gunicorn can start: an application of WSGI, its environment, and its database server."""

    name: str
    wsgi: str
    path: str  # of its first page
    environment: dict[str, str] = field(default_factory=dict)
    beside: tuple[int, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def served(self, log: Path) -> Iterator[Contestant]:
        """Start gunicorn, and yield the contestant once it has answered."""
        [port] = free_ports(1)
        command = [sys.executable, "-m", "gunicorn", "--config", str(DEPLOY / "gunicorn.conf.py"),
                   "--bind", f"127.0.0.1:{port}", self.wsgi]  # fmt: skip
        with log.open("a") as output:
            server = subprocess.Popen(
                command, cwd=ROOT, stdout=output, stderr=output,
                env={**os.environ, "WEB_WORKERS": "2", **LASTING_WORKERS, **self.environment},
            )  # fmt: skip
        processes = (server.pid, *self.beside)
        contestant = Contestant(self.name, port, self.path, processes, self.headers)
        try:
            _wait_for_answer(contestant.target(self.path), server)
            yield contestant
        finally:
            server.terminate()
            server.wait(START_TIMEOUT)


def _wait_for_answer(target: Target, server: subprocess.Popen) -> None:
    for _ in range(START_TIMEOUT * 100):
        try:
            answer_of(target)
        except ConnectionError:
            if server.poll() is not None:
                raise
            time.sleep(0.01)
        else:
            return
    raise TimeoutError(target.path)


def hello() -> Application:
    return Application("Django’s hello", "tests.benchmark.projects.hello:application", "/")


def bare_wagtail(folder: Path, database_url: str) -> Application:
    """Create the content of the bare site, and return it."""
    environment = {
        "DJANGO_SETTINGS_MODULE": f"{BARE_PROJECT}.settings",
        "DATABASE_URL": database_url,
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
    }
    run([sys.executable, "-m", f"{BARE_PROJECT}.content"], environment)
    return Application(
        "bare Wagtail",
        "django.core.wsgi:get_wsgi_application()",
        BARE_PATH,
        environment,
        (postgresql.process_id(database_url),),
    )


class BenchmarkSite:
    """The demonstration, installed as ``deploy/`` describes, on a database of its own."""

    def __init__(self, folder: Path, database_url: str):
        folder.mkdir()
        self.installation = Installation(folder, database_url)
        self.installation.variables |= LASTING_WORKERS
        self.installation.variables["EMAIL_URL"] = "dummy://"
        self.installation.variables["PAGE_CACHE_CHANGES"] = str(folder / "changes")
        self.database = ()
        if database_url.startswith("postgres"):
            self.database = (postgresql.process_id(database_url),)

    def load_demonstration(self) -> float:
        """Load the demonstration into a site that is set up; return the seconds that it took."""
        before = cpu_seconds(self.database)
        demonstration = {"DJANGO_SETTINGS_MODULE": "cms.settings.demonstration"}
        command = [sys.executable, "manage.py", "load_demonstration"]
        used = run(command, {**self.variables, **demonstration})
        return used + cpu_seconds(self.database) - before

    @property
    def variables(self) -> dict[str, str]:
        """The environment of the site on one machine, without Redis."""
        return {**self.installation.variables, "REDIS_URL": ""}

    def application(self, name: str, **variables: str) -> Application:
        environment = {**self.variables, **variables}
        return Application(name, "cms.wsgi", SITE_PATH, environment, self.database, BEHIND_NGINX)

    @contextmanager
    def installed(self) -> Iterator["InstalledContestants"]:
        """Start everything that ``deploy/`` describes, but the worker, which has nothing to do."""
        site = self.installation
        try:
            site.start_all()
            site.stop("worker")
            yield InstalledContestants(site, self.database)
        finally:
            site.kill_all()


class InstalledContestants:
    """The contestants of the whole installation: two web servers, Redis, and nginx before them."""

    def __init__(self, site: Installation, database: tuple[int, ...]):
        self._site = site
        pids = {name: process.pid for name, process in site.processes.items()}
        first, second = (pids[port] for port in ("8001", "8002"))
        tls = ssl.create_default_context(cafile=site.folder / CERTIFICATE)
        shared, port = (pids["redis"], *database), site.ports["443"]
        self.with_redis = Contestant(
            "with Redis", site.ports["8001"], SITE_PATH, (first, *shared), BEHIND_NGINX
        )
        self.nginx = Contestant(
            "nginx and the site", port, SITE_PATH, (pids["nginx"], first, second, *shared), tls=tls
        )
        self.file = Contestant("a file of nginx", port, SITE_PATH, (pids["nginx"],), tls=tls)

    def write_file(self, name: str, size: int) -> str:
        """Write a file of this size for nginx, which sends it as it is; return its path."""
        folder = Path(self._site.variables["STATIC_ROOT"]) / "benchmark"
        folder.mkdir(exist_ok=True)
        # The site sends its pages compressed, and nginx sends compressed files.
        (folder / f"{name}.html").write_bytes(b"")
        (folder / f"{name}.html.gz").write_bytes(os.urandom(size))
        return f"/static/benchmark/{name}.html"


def run(command: list[str], environment: dict[str, str]) -> float:
    """Run a command to its end; return the seconds of the processors that it took.

    Others may run at the same time. A command that fails raises what it has printed.
    """
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed:\n{output.read()[-3000:]}")
    return usage.ru_utime + usage.ru_stime
