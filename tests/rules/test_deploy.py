"""The files of ``deploy/`` agree with the code, and with the operator's book."""

import re

from django.conf import settings
from django.core.management import get_commands

from cms.environment import VARIABLES
from plone_import.forms import MAX_UPLOAD_SIZE

from .source_files import ROOT

DEPLOY = ROOT / "deploy"
BOOK = (ROOT / "docs" / "operators.md").read_text()
MEBIBYTE = 1024 * 1024


def test_the_example_has_every_variable_and_no_other():
    written = re.findall(r"^(\w+)=", (DEPLOY / "site.env.example").read_text(), re.MULTILINE)
    assert written == list(dict.fromkeys(written))
    assert {*written} == {variable.name for variable in VARIABLES} | {"DJANGO_SETTINGS_MODULE"}


def test_a_command_at_set_times_has_a_timer_and_the_other_way_round():
    table = BOOK.partition("\n## Commands at set times\n")[2].partition("\n## ")[0]
    listed = dict(re.findall(r"^\| `(\w+)` \| ([\w ]+) \|", table, re.MULTILINE))
    enabled = {
        command: period
        for period, commands in re.findall(r"natc-(\w+)@\{([\w,]+)\}\.timer", BOOK)
        for command in commands.split(",")
    }
    words = {"minutely": "every minute", "morning": "every morning", "nightly": "every night"}
    words["weekly"] = "every week"
    assert listed == {command: words[period] for command, period in enabled.items()}
    assert listed.keys() <= get_commands().keys()
    assert all((DEPLOY / "systemd" / f"natc-{period}@.timer").is_file() for period in words)


def test_nginx_accepts_the_uploads_that_the_site_accepts():
    text = (DEPLOY / "nginx" / "natc.conf").read_text()
    limits = [int(limit) * MEBIBYTE for limit in re.findall(r"client_max_body_size (\d+)m;", text)]
    documents, pictures = (
        settings.WAGTAILDOCS_MAX_UPLOAD_SIZE,
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
    )
    assert limits == [max(documents, pictures) + MEBIBYTE, MAX_UPLOAD_SIZE + MEBIBYTE]
