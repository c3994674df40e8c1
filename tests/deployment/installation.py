"""Starts what ``deploy/`` describes: nginx, two web processes, a worker, PostgreSQL and Redis.

The commands are those of the systemd units, the variables those of ``site.env.example``, and nginx
reads the files of ``deploy/nginx``. Only folders, ports and the name of the host are replaced.
"""

import os
import re
import secrets
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
HOST = "localhost"
CERTIFICATE, PRIVATE_KEY = "fullchain.pem", "privkey.pem"
# The ports of the web servers in ``upstream.conf``.
WEB_PORTS = ("8001", "8002")
# Within this time of an answer of 504, in place of a minute.
READ_TIMEOUT = "10s"
# The http block around the site, as Debian's nginx.conf has it.
MAIN_CONFIGURATION = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/nginx-start.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    gzip on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/nginx/natc.conf;
}}
"""
START_TIMEOUT = 60  # seconds


class Installation:
    """One installation in a folder of its own; ``ports`` maps those of ``deploy/`` to free ones."""

    def __init__(self, folder: Path, database_url: str):
        self.folder, self.database_url = folder, database_url
        self.ports = dict(zip(("80", "443", "6379", *WEB_PORTS), free_ports(5), strict=True))
        self.processes: dict[str, subprocess.Popen] = {}
        example = (DEPLOY / "site.env.example").read_text()
        self.variables = dict(re.findall(r'^(\w+)="(.*)"$', example, re.MULTILINE)) | {
            "DJANGO_SETTINGS_MODULE": "tests.deployment.settings",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_ADDRESS": self.address,
            "DATABASE_URL": database_url,
            "REDIS_URL": f"redis://127.0.0.1:{self.ports['6379']}/0",
            "EMAIL_URL": "",
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
        }

    @property
    def address(self) -> str:
        return f"https://{HOST}:{self.ports['443']}"

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, **self.variables}

    # Files

    def prepare(self) -> None:
        """Make the certificate and the configuration of nginx, and set up the site."""
        for name in ("media", "static", "nginx"):
            (self.folder / name).mkdir()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2",
             "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
             "-keyout", self.folder / PRIVATE_KEY, "-out", self.folder / CERTIFICATE],
            check=True, capture_output=True,
        )  # fmt: skip
        self._configure_nginx()
        self.manage("set_up")
        self.manage("collectstatic", "--noinput")

    def _configure_nginx(self) -> None:
        replaced = {
            "/etc/nginx/natc": f"{self.folder}/nginx",
            "/etc/letsencrypt/live/natc.example.org": str(self.folder),
            "/var/lib/natc": str(self.folder),
            "/var/log/nginx": str(self.folder),
            "/run/natc-answers": f"{self.folder}/answers",
            "https://natc.example.org": self.address,
            "natc.example.org": HOST,
            "listen 80": f"listen {self.ports['80']}",
            "listen 443": f"listen {self.ports['443']}",
            "proxy_read_timeout 60s": f"proxy_read_timeout {READ_TIMEOUT}",
            **{f"127.0.0.1:{port}": f"127.0.0.1:{self.ports[port]}" for port in WEB_PORTS},
        }
        files = {file.name: file.read_text() for file in (DEPLOY / "nginx").iterdir()}
        for before, after in replaced.items():
            if not any(before in text for text in files.values()):
                sys.exit(f"deploy/nginx does not contain {before}.")
            files = {name: text.replace(before, after) for name, text in files.items()}
        for name, text in files.items():
            # The machine may have no IPv6.
            text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
            (self.folder / "nginx" / name).write_text(text)
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(
            MAIN_CONFIGURATION.format(folder=self.folder, user=user)
        )

    # Processes

    def manage(self, *command: str) -> None:
        """Run a command of ``manage.py`` to its end."""
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip

    def start(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("a") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log,
                # Its own group: what it forks ends with it.
                start_new_session=True,
            )  # fmt: skip

    def start_unit(self, name: str, unit: str, instance: str = "") -> None:
        """Start what the unit starts; ``instance`` is what follows the @ of its name."""
        text = (DEPLOY / "systemd" / f"{unit}.service").read_text()
        command = re.search(r"^ExecStart=(.+)$", text, re.MULTILINE)[1]
        command = command.replace("/srv/natc", str(ROOT)).replace("%i", instance)
        self.start(name, shlex.split(command))

    def start_web(self, port: str) -> None:
        """Start the web server that has this port in ``deploy/``, and wait until it is ready."""
        self.start_unit(port, "natc-web@", f"127.0.0.1:{self.ports[port]}")
        _wait_until_ready(self.ports[port])

    def start_all(self) -> None:
        redis_port = str(self.ports["6379"])
        self.start("redis", ["redis-server", "--port", redis_port, "--bind", "127.0.0.1",
                             "--save", "", "--dir", str(self.folder)])  # fmt: skip
        for port in WEB_PORTS:
            self.start_web(port)
        self.start_unit("worker", "natc-worker")
        self.start("nginx", ["nginx", "-c", str(self.folder / "nginx.conf")])
        _wait_for_port(self.ports["443"])

    def signal(self, name: str, number: int) -> None:
        """Send a signal to a process and to all that it has started."""
        os.killpg(self.processes[name].pid, number)

    def kill(self, name: str) -> None:
        self.signal(name, signal.SIGKILL)
        self.processes.pop(name).wait()

    def stop(self, name: str) -> None:
        """As systemd does (``KillMode=mixed``): only the first process is told."""
        self.processes[name].terminate()
        self.processes.pop(name).wait(60)

    def kill_all(self) -> None:
        for name in [*self.processes]:
            with suppress(ProcessLookupError):
                self.kill(name)


@contextmanager
def installation(folder: Path, database_url: str) -> Iterator[Installation]:
    """Yield an installation that runs; stop its processes at the end."""
    made = Installation(folder, database_url)
    try:
        made.prepare()
        made.start_all()
        yield made
    finally:
        made.kill_all()


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server((HOST, 0))) for _ in range(count)]
        return [opened.getsockname()[1] for opened in sockets]


def _wait_for_port(port: int) -> None:
    for _ in range(START_TIMEOUT * 10):
        try:
            return socket.create_connection((HOST, port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
    sys.exit(f"Nothing listens at port {port}.")


def _wait_until_ready(port: int) -> None:
    _wait_for_port(port)
    connection = HTTPConnection("127.0.0.1", port, timeout=START_TIMEOUT)
    connection.request("GET", "/ready")
    answer = connection.getresponse().read()
    if b'"status": "ok"' not in answer:
        sys.exit(f"The web process is not ready: {answer.decode()}")
