"""Checks that the programs and fonts for the tests are installed, and installs missing ones.

``python -m tests.services.provision`` installs them if it runs as root on a Debian system.
Otherwise, it lists what is missing and fails. No test is skipped because a program is missing.
With the argument ``deployment`` it asks for the programs of ``make deploy-check`` as well.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .fonts import font_families

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The names in Debian and in Chrome for Testing.
HEADLESS_SHELLS = ("chromium-headless-shell", "chrome-headless-shell")


@dataclass(frozen=True)
class Requirement:
    """A program or font for the tests, the Debian packages with it, and a check for it."""

    purpose: str
    packages: tuple[str, ...]
    is_met: Callable[[], bool]


def chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    return _first_found(BROWSERS)


def headless_shell() -> str | None:
    """Return the path of Chromium's headless shell, or None.

    It renders pages as Chromium does, without windows, and opens a page in a quarter of the time.
    It has no back/forward cache.
    """
    return _first_found(HEADLESS_SHELLS)


def _first_found(names: tuple[str, ...]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


def postgresql_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs, or None.

    Debian installs them outside of ``PATH``, with one folder for each version.
    """
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if config := shutil.which("pg_config"):
        found = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)
        folders.append(Path(found.stdout.strip()))
    folders = [folder for folder in folders if (folder / "initdb").exists()]
    return max(folders, key=_version, default=None)


def _version(folder: Path) -> int:
    number = re.search(r"/(\d+)", str(folder))
    return int(number[1]) if number else 0


def _all_found(*names: str) -> bool:
    return all(shutil.which(name) for name in names)


REQUIREMENTS = (
    Requirement("PostgreSQL server", ("postgresql",), lambda: bool(postgresql_programs())),
    Requirement("Chromium", ("chromium",), lambda: bool(chromium())),
    Requirement(
        "Chromium's headless shell", ("chromium-headless-shell",), lambda: bool(headless_shell())
    ),
    # Fonts are checked separately, since a machine may have a browser without them.
    *(
        Requirement(f"Font {family.name}", (family.package,), family.is_installed)
        for family in font_families()
    ),
    Requirement(
        "Java, for the HTML checker", ("default-jre-headless",), lambda: _all_found("java")
    ),
    Requirement("age, for encrypted backups", ("age",), lambda: _all_found("age", "age-keygen")),
    Requirement("gettext", ("gettext",), lambda: _all_found("xgettext", "msgmerge", "msgfmt")),
    Requirement("Browser for text alone", ("w3m",), lambda: _all_found("w3m")),
    Requirement("npm, for Mozilla's Readability", ("npm",), lambda: _all_found("npm")),
)

# What ``deploy/`` starts or describes.
DEPLOYMENT_REQUIREMENTS = (
    Requirement("nginx", ("nginx",), lambda: _all_found("nginx")),
    Requirement("Redis", ("redis-server",), lambda: _all_found("redis-server")),
    Requirement("OpenSSL", ("openssl",), lambda: _all_found("openssl")),
    Requirement("systemd-analyze", ("systemd",), lambda: _all_found("systemd-analyze")),
)


def missing(requirements: tuple[Requirement, ...]) -> list[Requirement]:
    return [requirement for requirement in requirements if not requirement.is_met()]


def _install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environment, check=True)
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    subprocess.run(command, env=environment, check=True)


def main(arguments: list[str]) -> int:
    requirements = REQUIREMENTS
    if arguments == ["deployment"]:
        requirements += DEPLOYMENT_REQUIREMENTS
    lacking = missing(requirements)
    packages = sorted({package for requirement in lacking for package in requirement.packages})
    if lacking and shutil.which("apt-get") and os.geteuid() == 0:
        _install(packages)
        lacking = missing(requirements)
    if not lacking:
        return 0
    for requirement in lacking:
        sys.stderr.write(f"Missing for the tests: {requirement.purpose}\n")
    sys.stderr.write(
        "On Debian or Ubuntu:\n"
        f"  sudo apt-get install --no-install-recommends {' '.join(packages)}\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
