"""Mozilla's Readability, the reader mode of Firefox: downloaded once from the npm registry."""

import shutil
import subprocess
from pathlib import Path

from .once import once
from .website import ROOT

PACKAGE, VERSION = "@mozilla/readability", "0.6.0"
FOLDER = ROOT / "var" / f"readability-{VERSION}"


def readability() -> Path:
    """Return the path of the script that defines ``Readability``; download it if it is missing."""
    FOLDER.parent.mkdir(exist_ok=True)
    once(FOLDER, _download)
    return FOLDER / "node_modules" / PACKAGE / "Readability.js"


def _download() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    subprocess.run(
        ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent",
         "--prefix", str(FOLDER), f"{PACKAGE}@{VERSION}"],
        check=True,
    )  # fmt: skip
