"""What each role can open in the admin: measured, and as ``docs/roles.md`` has it.

An address with an argument is opened for an object of the demonstration, such as a page of the
source language or a translation into Macedonian. Nothing that this changes is kept.
"""

import re
from itertools import groupby
from pathlib import Path
from urllib.parse import urljoin

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from meetings.models import MeetingPage
from tests import specimens
from tests.addresses import addresses
from translation.models import Assignment

DOCUMENT = Path(__file__).parent.parent / "docs" / "roles.md"
PREFIX = HOME = "/admin/"
# The columns, and the accounts of the demonstration that stand for them.
ROLES = {
    "Administrator": "administrator",
    "Editor": "editor",
    "Coordinator": "coordinator",
    "Author": "author",
    "Reviewer": "reviewer-mk",
    "Translator": "translator-mk",
}
YES, NO, FORM, NOTHING = "yes", "no", "form", "–"
OUTCOMES = {302: NO, 400: FORM, 403: NO, 404: NOTHING, 405: FORM}
# Models of ``{pk}`` below a path, the longest paths first.
MODELS = {
    "snippets/translation": "translation.GlossaryTerm",
    "snippets/choose/translation": "translation.GlossaryTerm",
    "snippets": "core.Theme",
    "api/main/documents": "core.SiteDocument",
    "api/main/images": "core.SiteImage",
    "documents": "core.SiteDocument",
    "images": "core.SiteImage",
    "collections": "wagtailcore.Collection",
    "groups": "auth.Group",
    "locales": "wagtailcore.Locale",
    "links/replace": "core.Theme",
    "localize": "core.Theme",
    "plone-import": "plone_import.PloneImport",
    "promotion": "search.Promotion",
    "recycle-bin": "recycle_bin.RecycleBinEntry",
    "reports/broken-links": "links.ExternalAddress",
    "settings": "core.LayoutSettings",
    "sites": "wagtailcore.Site",
    "translation/memory": "translation.MemoryFile",
    "translation/news": "translation.Notification",
    "translation/orders": "translation.JobBatch",
    "translation/releases": "translation.ReleaseSet",
    "translation/send": "core.Theme",
    "translation/teams": "translation.Team",
    "users": "core.User",
    "workflows/tasks": "wagtailcore.Task",
    "workflows": "wagtailcore.Workflow",
}
ARGUMENTS = {
    "content_type_app_name": "meetings",
    "content_type_model_name": "meetingpage",
    "action_name": "approve",
    "slug": "editors",
    "mode": "default",
    "label": "core.theme",
}


def admin_addresses() -> list[str]:
    """Return the paths of the admin that need an account, without their prefix, each once."""
    public = re.compile(r"login/|logout/|password_reset/|sprite/|jsi18n/$|failwhale/|\.\*")
    paths = {path.removeprefix(PREFIX) for _, path in addresses() if path.startswith(PREFIX)}
    return sorted(path for path in paths if not public.match(path))


class RoleWalk:
    """Opens addresses as each role."""

    def __init__(self):
        users = get_user_model().objects.in_bulk(ROLES.values(), field_name="username")
        self.clients = {name: Client(raise_request_exception=False) for name in ROLES}
        for name, client in self.clients.items():
            client.force_login(users[ROLES[name]])
        self.page = MeetingPage.objects.filter(locale__language_code="en", live=True).first()
        self.page.save_revision()
        translated = MeetingPage.objects.filter(locale__language_code="mk")
        find = Assignment.objects.get_for_instance_or_none
        self.assignment = next(filter(None, map(find, translated)))
        Redirect.objects.create(old_path="/old", redirect_link="/en/")
        specimens.document()
        specimens.picture()

    def outcomes(self, path: str) -> list[str]:
        """Return for each role whether it may open a path."""
        address = PREFIX + re.sub(r"{(\w+)}", lambda found: str(self._value(path, found[1])), path)
        statuses = [self._open(client, address) for client in self.clients.values()]
        if statuses[0] == NOTHING:  # not even an administrator finds anything there
            return [NOTHING] * len(ROLES)
        return [NO if status == NOTHING else status for status in statuses]

    def _open(self, client: Client, address: str) -> str:
        """Open an address, and where it leads to; who is not allowed is sent to the start page."""
        with transaction.atomic():
            response = client.get(address)
            while response.status_code == 302 and response.url != HOME:
                response = client.get(urljoin(address, response.url))
            transaction.set_rollback(True)
        assert response.status_code < 500, address
        return OUTCOMES.get(response.status_code, YES)

    def _value(self, path: str, name: str):
        if name in ARGUMENTS:
            return ARGUMENTS[name]
        if name in ("app_label", "app_name"):
            return "core"
        if name == "model_name":
            return "layoutsettings" if path.startswith("settings") else "theme"
        if name.startswith("revision_id"):
            return Revision.objects.for_instance(self.page).latest("pk").pk
        if name in ("parent_page_id", "destination_id"):
            return self.page.get_parent().pk
        if "page" in name or path.startswith(("pages", "api/main/pages", "meetings")):
            return self.page.pk
        return self._key(path, name)

    def _key(self, path: str, name: str) -> int:
        special = {"image_id": "core.SiteImage", "doc_id": "core.SiteDocument"}
        special |= {"document_id": "core.SiteDocument", "collection_id": "wagtailcore.Collection"}
        special |= {"task_id": "wagtailcore.Task", "workflow_pk": "wagtailcore.Workflow"}
        special |= {"translation_id": "wagtail_localize.Translation"}
        special |= {"translation_source_id": "wagtail_localize.TranslationSource"}
        special |= {"redirect_id": "wagtailredirects.Redirect"}
        label = special.get(name) or next(
            (model for start, model in MODELS.items() if path.startswith(start)), None
        )
        if label is None and path.startswith("translation/"):
            return self.assignment.pk
        found = label and apps.get_model(label)._default_manager.order_by("-pk").first()
        return found.pk if found else 0


def table(outcomes: dict[str, list[str]]) -> str:
    """Return the rows of the document: addresses with the same outcomes share a row."""
    lines = []
    for section, paths in groupby(sorted(outcomes), key=lambda path: path.partition("/")[0]):
        lines += ["", f"### `/admin/{section}{'/' if section else ''}`", ""]
        lines += [f"| Address | {' | '.join(ROLES)} |", "| --- |" + " --- |" * len(ROLES)]
        rows: dict[tuple, list[str]] = {}
        for path in paths:
            rows.setdefault(tuple(outcomes[path]), []).append(f"`{path or '/'}`")
        lines += [f"| {'<br>'.join(names)} | {' | '.join(row)} |" for row, names in rows.items()]
    return "\n".join(lines).strip() + "\n"


def written_outcomes() -> dict[str, list[str]]:
    """Return the outcomes that the document has for each address."""
    written = {}
    for line in DOCUMENT.read_text().splitlines():
        if line.startswith("| `"):
            names, *row = [cell.strip() for cell in line.strip("|").split("|")]
            paths = [name.strip("`") for name in names.split("<br>")]
            written |= {path.replace("/", "", 1) if path == "/" else path: row for path in paths}
    return written
