"""Fixtures for the import of Plone exports."""

import pytest

from plone_import.actions import ImportPloneExport
from plone_import.export.archives import open_export
from plone_import.mapping import read_mapping
from plone_import.models import PloneImport
from tests.plone_export import ExportBuilder, small_site


@pytest.fixture
def site() -> ExportBuilder:
    return small_site()


@pytest.fixture
def importing(tmp_path):
    """Return the import of an export: ``importing(site, mapping)``."""

    def create(site: ExportBuilder, mapping: str = "", user=None) -> ImportPloneExport:
        rules = read_mapping(mapping, "Europe/Vienna")
        return ImportPloneExport(open_export(site.write(tmp_path)), rules, user)

    return create


@pytest.fixture
def run_import(importing):
    """Import an export and return its report; it must have no problems."""

    def run(site: ExportBuilder, mapping: str = "", user=None):
        record = PloneImport(name="export")
        report = importing(site, mapping, user).execute(record)
        assert not report.problems
        report.record = record
        return report

    return run
