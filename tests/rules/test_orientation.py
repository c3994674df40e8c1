"""No page depends on how a device is held (WCAG 2.2, 1.3.4)."""

import re

from .source_files import ROOT, files_ending

ORIENTATION = re.compile(r"orientation\s*:|screen\.orientation")


def test_no_style_sheet_or_script_asks_for_the_orientation():
    """axe checks the same in the full grids only, since it has to load every style sheet again."""
    files = files_ending(".css", ".js", ".html")
    assert files
    assert not [str(path) for path in files if ORIENTATION.search((ROOT / path).read_text())]
