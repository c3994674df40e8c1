"""The sites that tests use; ``tests.services.site_copies`` builds and copies them."""

import shutil
from functools import partial
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from wagtail.models import Site

from cms.demonstration.loading import loading_pages
from cms.set_up import set_up_site
from home.models import HomePage
from tests import specimens
from tests.services import website
from tests.services.once import once
from tests.services.site_copies import SiteTemplate


def loaded_demonstration(run_folder: Path, new_site: Path | None = None) -> Path:
    """Return the folder of the demonstration, which is loaded once in a run; tests serve copies.

    With ``new_site``, the database of a new site, no migrations are run.
    """
    folder = run_folder / "demonstration"
    once(folder, partial(website.load, folder, new_site))
    return folder


def _set_up(run_folder: Path) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with transaction.atomic():
        set_up_site()


def _add_specimens(run_folder: Path) -> None:
    with transaction.atomic(), loading_pages():
        home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
        specimens.every_kind(home, *specimens.other_languages())


def _load_demonstration(run_folder: Path) -> None:
    if connection.vendor != "sqlite":
        with override_settings(DEMONSTRATION=True):
            call_command("load_demonstration", stdout=StringIO())
        return
    own = Path(connection.settings_dict["NAME"])
    connection.close()
    loaded = loaded_demonstration(run_folder, new_site=own)
    shutil.copyfile(loaded / website.DATABASE, own)
    address = urlsplit(settings.SITE_ADDRESS)
    default_port = 443 if address.scheme == "https" else 80
    Site.objects.update(hostname=address.hostname, port=address.port or default_port)


# The languages, home pages, sections and roles of a new site.
NEW_SITE = SiteTemplate("new_site", _set_up)
# A page of every type, with all its parts, in every language.
SPECIMENS = SiteTemplate("specimens", _add_specimens, base=NEW_SITE)
DEMONSTRATION = SiteTemplate("demonstration", _load_demonstration, base=NEW_SITE)
