"""Style sheets as browsers get them: bundled, hashed, compressed."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.finders import FileSystemFinder

from core.static_files import BundledStaticFilesStorage, bundle_style_sheet


@pytest.fixture(scope="module")
def delivered(tmp_path_factory) -> BundledStaticFilesStorage:
    """The site's own files, collected as for production."""
    storage = BundledStaticFilesStorage(location=tmp_path_factory.mktemp("static"))
    files = {name: (source, name) for name, source in FileSystemFinder().list([])}
    for name, (source, path) in files.items():
        with source.open(path) as file:
            storage.save(name, file)
    list(storage.post_process(files))
    return storage


def test_imports_are_inlined_recursively():
    texts = {
        "css/site.css": '@import "site/a.css";\n@import "site/b.css";\n\nmain { color: red; }\n',
        "css/site/a.css": '@import "deeper/c.css";\na { color: red; }\n',
        "css/site/b.css": "b { color: red; }\n",
        "css/site/deeper/c.css": "i { color: red; }\n",
    }
    whole = bundle_style_sheet("css/site.css", texts.__getitem__)
    assert re.findall(r"\w+(?= \{)", whole) == ["i", "a", "b", "main"]
    assert "@import" not in whole


@pytest.mark.parametrize("name", ["css/site.css", "css/contacts.css"])
def test_a_bundled_sheet_has_no_import_and_all_rules(delivered, name):
    whole = Path(delivered.path(delivered.stored_name(name))).read_text()
    assert "@import" not in whole
    assert "--paper:" in whole
    assert ".quick-exit__link" in whole
    assert "/*" not in whole
    assert "\n " not in whole


def test_a_bundled_sheet_refers_to_fonts_by_their_hashed_urls(delivered):
    whole = Path(delivered.path(delivered.stored_name("css/site.css")))
    fonts = re.findall(r'url\("([^"]+)"\)', whole.read_text())
    assert fonts
    for url in fonts:
        assert re.search(r"\.[0-9a-f]{12}\.woff2$", url)
        assert (whole.parent / url).is_file()


@pytest.mark.parametrize("name", ["css/site.css", "js/site.js"])
def test_collected_files_also_exist_compressed(delivered, name):
    path = Path(delivered.path(delivered.stored_name(name)))
    packed, smaller = Path(f"{path}.gz").read_bytes(), Path(f"{path}.br").read_bytes()
    assert gzip.decompress(packed) == brotli.decompress(smaller) == path.read_bytes()
    assert len(smaller) < len(packed)


def test_brotli_is_used_for_what_readers_load_alone(delivered):
    """It takes long, and the admin has many files."""
    found = Path(delivered.location)
    folders = {path.relative_to(found).parts[0] for path in found.rglob("*.br")}
    assert folders == {"css", "js"}
    assert list(found.glob("img/*.gz"))
