"""Builds the sites that tests use before the tests run, so that no test waits for them.

``python -m tests.build_sites FOLDER`` builds all sites of a test run; ``--run-folder FOLDER`` of
pytest uses them. With ``DATABASE_URL`` of a PostgreSQL server, it also builds those for PostgreSQL.
A site needs a single processor, and most sites need the new site first. The two chains of builds
that run side by side take about as long as each other.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import django

ON_SQLITE = {"DATABASE_URL": "", "TEST_DATABASE": ""}


def _build(folder: Path, *names: str) -> None:
    """Build the templates with these names on the database of the environment, one by one."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.tests"
    django.setup()
    from django.conf import settings

    from tests import site_templates
    from tests.services import index_updates
    from tests.services.site_copies import SiteCopies

    index_updates.pause()
    try:
        sites = SiteCopies(folder, "builder")
        for name in names:
            sites.build(getattr(site_templates, name))
    finally:
        shutil.rmtree(settings.MEDIA_ROOT.parent, ignore_errors=True)


def _chains(database: str) -> list[list[tuple[dict[str, str], list[str]]]]:
    """Return what to build side by side: chains of environments and names of templates."""
    if not database:
        return [[(ON_SQLITE, ["NEW_SITE", "DEMONSTRATION"])], [(ON_SQLITE, ["SPECIMENS"])]]
    return [
        [(ON_SQLITE, ["NEW_SITE", "DEMONSTRATION"])],
        [({}, ["NEW_SITE", "SPECIMENS"]), (ON_SQLITE, ["SPECIMENS"])],
    ]


def _run(folder: Path, chain: list[tuple[dict[str, str], list[str]]]) -> None:
    for environment, names in chain:
        subprocess.run(
            [sys.executable, "-m", "tests.build_sites", str(folder), *names],
            env={**os.environ, **environment},
            check=True,
        )


def _build_all(folder: Path) -> None:
    chains = _chains(os.environ.get("DATABASE_URL", ""))
    with ThreadPoolExecutor(len(chains)) as threads:
        list(threads.map(partial(_run, folder), chains))  # raises what a thread has raised


if __name__ == "__main__":
    run_folder, template_names = Path(sys.argv[1]).resolve(), sys.argv[2:]
    if template_names:
        _build(run_folder, *template_names)
    else:
        _build_all(run_folder)
