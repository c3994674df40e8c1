"""Each entry of the log is one line of JSON, after its transaction."""

import json
import logging
from datetime import datetime
from importlib.util import find_spec, module_from_spec
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.module_loading import import_string
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from audit.json_lines import JSONLineFormatter
from tests import specimens as specimen
from translation.roles import AUTHOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    """What the handler of production writes to standard output."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONLineFormatter())
    logger = logging.getLogger("audit")
    logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)


@pytest.fixture
def mira(db):
    return get_user_model().objects.create_user("mira")


def test_production_writes_lines_to_standard_output():
    spec = find_spec("cms.settings.base")
    production = module_from_spec(spec)
    spec.loader.exec_module(production)
    logging_settings = production.LOGGING
    [name] = logging_settings["loggers"]["audit"]["handlers"]
    handler = logging_settings["handlers"][name]
    assert handler["stream"] == "ext://sys.stdout"
    formatter = logging_settings["formatters"][handler["formatter"]]
    assert import_string(formatter["()"]) is JSONLineFormatter


def test_a_change_of_groups_is_a_line(mira, written, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mira.groups.add(Group.objects.get(name=AUTHOR.name))
    [line] = written()
    assert datetime.fromisoformat(line.pop("time")).tzinfo
    assert line.pop("id").startswith("audit.auditlogentry:")
    assert line == {
        "log": "audit",
        "action": "audit.groups",
        "outcome": "success",
        "user": None,
        "address": None,
        "object": {"type": "core.user", "id": str(mira.pk), "label": "mira"},
        "data": {"added": ["Authors"]},
        "request": None,
    }


def test_a_publication_names_the_page_and_the_person(
    mira, home, written, django_capture_on_commit_callbacks
):
    page = specimen.content(home, title="Line\nbreak")
    with django_capture_on_commit_callbacks(execute=True):
        log(page, "wagtail.publish", user=mira)
    [line] = written()
    assert line["action"] == "wagtail.publish"
    assert line["id"] == f"wagtailcore.pagelogentry:{PageLogEntry.objects.latest('pk').pk}"
    assert line["user"] == {"id": mira.pk, "name": "mira"}
    assert line["object"] == {
        "type": "home.contentpage",
        "id": str(page.pk),
        "label": "Line\nbreak",
    }


def test_what_is_rolled_back_is_no_line(mira, written, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        mira.groups.add(Group.objects.get(name=AUTHOR.name))
        transaction.set_rollback(True)
    assert written() == []
