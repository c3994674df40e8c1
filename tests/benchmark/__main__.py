"""Benchmarks of the parts of the site: of all parts, or of those named."""

import logging
import os
import tempfile
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

import django

from tests.services import postgresql

PARTS = ("pages", "translation", "search")


def read_options() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("parts", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--pages", type=int, default=10_000, help="pages to search (10000)")
    parser.add_argument("--board", type=int, default=1_000, help="pages on the board (1000)")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return options


def prepare(folder: Path, database_url: str) -> None:
    """Set up a demonstration in ``folder``. Models can only be imported after this."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.demonstration"
    os.environ["DATABASE_URL"] = database_url
    os.environ["MEDIA_ROOT"] = str(folder / "media")
    os.environ["STATIC_ROOT"] = str(folder / "static")
    os.environ["EMAIL_URL"] = "dummy://"
    django.setup()
    logging.disable(logging.WARNING)  # the page that is not found would be logged each time
    from django.core.management import call_command

    for command in ("set_up", "load_demonstration"):
        call_command(command, stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)


def measure(options: Namespace) -> None:
    from . import pages, search, translation

    functions = {
        "pages": pages.measure,
        "translation": lambda: translation.measure(options.board),
        "search": lambda: search.measure(options.pages),
    }
    for part in options.parts or PARTS:
        functions[part]()


def main(options: Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        own = nullcontext(f"sqlite:///{folder}/site.sqlite3")
        with postgresql.server() if options.database == "postgresql" else own as database_url:
            prepare(Path(folder), database_url)
            measure(options)


if __name__ == "__main__":
    main(read_options())
