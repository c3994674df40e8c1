"""The site of a release: written into an archive when it is made, and unpacked by tests.

An archive contains the database of SQLite, a script for PostgreSQL, the uploaded files, and how
many objects of each model there were.
"""

import json
import subprocess
import tarfile
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from home.models import HomePage
from recycle_bin.actions.delete import MoveToRecycleBin
from tests import specimens
from tests.services.provision import postgresql_programs
from tests.services.site_copies import SiteTemplate
from tests.site_templates import SPECIMENS
from translation.actions.start import StartTranslation
from translation.actions.write import WriteSegment
from translation.models import Team
from translation.roles import SECRETARIAT_EDITOR
from translation.segments.text import load_segments

from .releases import COUNTS, MEDIA, POSTGRESQL, SQLITE, archive_of

# What people have made, which an upgrade must not lose.
COUNTED = [
    *("wagtailcore.Page", "wagtailcore.Revision", "wagtailcore.PageLogEntry", "core.User"),
    *("core.SiteImage", "core.SiteDocument", "core.Theme", "wagtailredirects.Redirect"),
    *("wagtail_localize.StringTranslation", "translation.Assignment", "translation.SegmentChange"),
    "recycle_bin.RecycleBinEntry",
]
LANGUAGE = "sl"


def _add_work(run_folder: Path) -> None:
    """Add what is under way on a real site: a translation, a deleted page, a redirect."""
    accounts = get_user_model().objects
    editor = accounts.create_user("editor", "editor@example.org")
    editor.groups.add(Group.objects.get(name=SECRETARIAT_EDITOR.name))
    translator = accounts.create_user("translator", "translator@example.org")
    translator.groups.add(Team.objects.get(locale__language_code=LANGUAGE).translators)
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    with transaction.atomic():
        page = specimens.content(home, slug="in-translation", summary="Who we are.")
        locale = Locale.objects.get(language_code=LANGUAGE)
        assignment = StartTranslation(editor, page, locale, {}).execute()
        first = load_segments(assignment.translation)[0]
        WriteSegment(translator, assignment, first, "O nas").execute()
        MoveToRecycleBin(specimens.content(home, slug="deleted"), editor).execute()
        Redirect.objects.create(old_path="/old", redirect_page=page)


STORED_SITE = SiteTemplate("stored_site", _add_work, base=SPECIMENS)


def stored_counts() -> dict[str, int]:
    return {label: apps.get_model(label)._default_manager.count() for label in COUNTED}


def write_database(folder: Path) -> None:
    """Write the database in use into a folder, and beside it what belongs to it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / SQLITE)])
        (folder / COUNTS).write_text(json.dumps(stored_counts(), indent=2))
        return
    values = connection.settings_dict
    subprocess.run(
        [postgresql_programs() / "pg_dump", "--inserts", "--no-owner", "--no-privileges",
         "--host", values["HOST"], "--port", str(values["PORT"]), "--username", values["USER"],
         "--file", str(folder / POSTGRESQL), values["NAME"]],
        check=True,
    )  # fmt: skip


def unpack(version: str, run_folder: Path) -> None:
    """Fill the empty database in use with that of a release, and upgrade it."""
    with tarfile.open(archive_of(version)) as archive:
        media = [member for member in archive.getmembers() if member.name.startswith(f"{MEDIA}/")]
        for member in media:
            member.name = member.name.removeprefix(f"{MEDIA}/")
        archive.extractall(settings.MEDIA_ROOT, members=media, filter="data")
        if connection.vendor == "sqlite":
            connection.close()
            data = archive.extractfile(SQLITE).read()
            Path(connection.settings_dict["NAME"]).write_bytes(data)
        else:
            script = archive.extractfile(POSTGRESQL).read().decode()
            # Commands of psql, in which recent versions wrap the script.
            commands = ("\\restrict", "\\unrestrict")
            lines = [line for line in script.split("\n") if not line.startswith(commands)]
            with connection.cursor() as cursor:
                cursor.execute("\n".join(lines))
            connection.close()  # the script has set the search path of the session
    call_command("set_up", stdout=StringIO())


def counts_of(version: str) -> dict[str, int]:
    with tarfile.open(archive_of(version)) as archive:
        return json.loads(archive.extractfile(COUNTS).read())
