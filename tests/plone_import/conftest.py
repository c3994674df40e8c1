"""Fixtures for the import of Plone exports."""

from pathlib import Path

import pytest

from plone_import.actions import ImportPloneExport
from plone_import.export.archives import open_export
from plone_import.mapping import read_mapping
from plone_import.models import PloneImport
from tests.plone_export import ExportBuilder, small_site


@pytest.fixture
def site() -> ExportBuilder:
    return small_site()


def import_of(site: ExportBuilder, folder: Path, mapping: str = "", user=None):
    """Return the import of an export that is written into the folder."""
    return ImportPloneExport(
        open_export(site.write(folder)), read_mapping(mapping, "Europe/Vienna"), user
    )


def import_without_problems(action: ImportPloneExport):
    """Import an export and return its report; it must have no problems."""
    record = PloneImport(name="export")
    report = action.execute(record)
    assert not report.problems
    report.record = record
    return report


@pytest.fixture
def importing(tmp_path):
    """Return the import of an export: ``importing(site, mapping)``."""
    return lambda site, mapping="", user=None: import_of(site, tmp_path, mapping, user)


@pytest.fixture
def run_import(importing):
    """Import an export and return its report: ``run_import(site, mapping)``."""
    return lambda *arguments: import_without_problems(importing(*arguments))


@pytest.fixture(scope="module")
def report(home_of_module, tmp_path_factory):
    """The report of the import of the small site, which the tests of a module share.

    A module that uses it does so in all of its tests, so that their order makes no difference.
    """
    return import_without_problems(import_of(small_site(), tmp_path_factory.mktemp("export")))
