"""The units of systemd, verified without starting them."""

import shutil
import subprocess

from .installation import DEPLOY, ROOT, Installation

INSTANCE = "clearsessions"


def check_units(site: Installation) -> str:
    """systemd accepts the units, and gives the services few rights"""
    folder = site.folder / "systemd"
    shutil.copytree(DEPLOY / "systemd", folder)
    for file in folder.glob("*.service"):
        file.write_text(file.read_text().replace("/srv/natc", str(ROOT)))
    names = [file.name.replace("@.", f"@{INSTANCE}.") for file in sorted(folder.glob("natc-*.*"))]
    names = [name for name in names if not name.endswith(".d")]
    # The units of the system follow those of the folder.
    environment = {"SYSTEMD_UNIT_PATH": f"{folder}:"}
    _analyze(["verify", *names], environment)
    services = [name for name in names if name.endswith(".service")]
    for service in services:
        _analyze(["security", "--offline=yes", "--threshold=20", service], environment)
    return f"{len(names)} units"


def _analyze(arguments: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["systemd-analyze", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout
