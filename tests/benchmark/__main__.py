"""``python -m tests.benchmark [pages of the workshop's table, 1000 without a number]``."""

import logging
import os
import sys
import tempfile
from io import StringIO
from pathlib import Path

import django


def prepare(folder: Path) -> None:
    """A demonstration in ``folder``; settings first, so that models can be imported after it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.demonstration"
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'site.sqlite3'}"
    os.environ["MEDIA_ROOT"] = str(folder / "media")
    os.environ["STATIC_ROOT"] = str(folder / "static")
    os.environ["EMAIL_URL"] = "dummy://"
    django.setup()
    logging.disable(logging.WARNING)  # the page that is not found would be reported each time
    from django.core.management import call_command

    for command in ("set_up", "load_demonstration"):
        call_command(command, stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


def measure(size: int) -> None:
    from . import pages, workshop

    pages.measure()
    workshop.measure(size)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        prepare(Path(folder))
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
