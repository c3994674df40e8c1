"""The cache of pages is on in these tests: each client has answers of its own, as a process has."""

import pytest


@pytest.fixture(autouse=True)
def _page_cache(settings, tmp_path):
    settings.PAGE_CACHE_BYTES = 2_000_000
    settings.PAGE_CACHE_CHANGES = tmp_path / "changes"
    settings.PAGE_CACHE_FILES = tmp_path / "files"
