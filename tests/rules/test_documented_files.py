"""The documentation names files that exist."""

import re

from .source_files import ROOT, files_ending, written_files

# A path of Python, a template, a style sheet or a script, as documentation writes it.
PATHS = re.compile(r"`([a-z0-9_]+(?:/[\w.-]+)*/[\w-]+\.(?:py|html|css|js|typ|toml))`")


def test_every_file_that_the_documentation_names_exists():
    # A path may begin below the folder that the paragraph is about, such as an app.
    files = [f"/{path}" for path in written_files()]
    missing = [
        f"{document}: {path}"
        for document in files_ending(".md")
        for path in PATHS.findall((ROOT / document).read_text())
        if not any(file.endswith(f"/{path}") for file in files)
    ]
    assert not missing
