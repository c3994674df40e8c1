"""Start what ``deploy/`` describes on one machine, and try it: ``make deploy-check``."""

import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

import django

from tests.services import postgresql

from .installation import Installation, installation
from .units import check_units

ROW = "{:<8}{:>6}  {}  {}"


def run_checks(site: Installation) -> bool:
    """Print a row for each check; return whether all have succeeded."""
    from .checks import CHECKS
    from .errors import ERROR_CHECKS

    is_good = True
    for check in (check_units, *CHECKS, *ERROR_CHECKS):
        started = time.monotonic()
        try:
            outcome, detail = "good", check(site)
        except Exception as error:
            outcome, detail = "FAILED", f"{type(error).__name__}: {error}"
            is_good = False
            if not isinstance(error, AssertionError):
                traceback.print_exc()
        seconds = f"{time.monotonic() - started:.1f} s"
        print(ROW.format(outcome, seconds, f"{check.__doc__.strip()}:", detail), flush=True)  # noqa: T201 - the output of the command
    return is_good


def main() -> int:
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="deployment-") as folder,
        postgresql.server() as database_url,
        installation(Path(folder), database_url) as site,
    ):
        seconds = time.monotonic() - started
        print(ROW.format("good", f"{seconds:.1f} s", "Everything is started", ""), flush=True)  # noqa: T201
        os.environ.update(site.variables)
        django.setup()
        is_good = run_checks(site)
        if not is_good:
            for log in sorted(site.folder.glob("*.log")):
                print(f"\n{log.name}\n{log.read_text()[-3000:]}")  # noqa: T201
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
