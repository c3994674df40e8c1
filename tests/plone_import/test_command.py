"""The command import_plone."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from plone_import.models import PloneImport

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(home, site, tmp_path):
    return site.write(tmp_path)


def test_a_dry_run_prints_the_fate_of_each_object_and_writes_a_report(folder, tmp_path, capsys):
    before = Page.objects.count()
    report = tmp_path / "report.json"
    call_command("import_plone", folder, dry_run=True, report=report)
    printed = capsys.readouterr().out
    assert "/en/about/network [Document]: part of another page → /en/about/" in printed
    assert "2 meeting" not in printed
    assert "1 meeting [meeting]" in printed
    assert Page.objects.count() == before
    assert len(json.loads(report.read_text())["rows"]) == 14


def test_an_import_prints_how_to_undo_it(folder, capsys):
    before = Page.objects.count()
    call_command("import_plone", folder)
    number = PloneImport.objects.get().pk
    assert f"import_plone --undo {number}" in capsys.readouterr().out
    call_command("import_plone", folder)
    assert "nothing new" in capsys.readouterr().out
    call_command("import_plone", undo=number)
    assert Page.objects.count() == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"export": "none"}, "no file or folder"),
        ({}, "Name the export"),
        ({"undo": 99}, "no import 99"),
        ({"export": ".", "user": "nobody"}, "no account"),
        ({"export": ".", "mapping": Path("none.toml")}, "none.toml"),
        ({"export": ".", "time_zone": "Mars"}, "no time zone"),
    ],
)
def test_mistakes_get_a_message(options, message):
    export = options.pop("export", None)
    with pytest.raises(CommandError, match=message):
        call_command("import_plone", *([export] if export else []), **options)
