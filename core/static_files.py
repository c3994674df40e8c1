"""Storage of static files: style sheets bundled, all files hashed and compressed.

Style sheets are written in parts, which browsers load one by one in development. ``collectstatic``
replaces each ``@import`` by the imported sheet, so that a page requests one sheet, and leaves out
the comments, which are a fifth of its compressed bytes.
"""

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = re.compile(r"css/[^/]+\.css$")
IMPORT = re.compile(r'^@import "(?P<part>[^"]+)";$', re.MULTILINE)
COMMENTS_AND_INDENTS = re.compile(r"/\*.*?\*/|(?<=\n)\s+", re.DOTALL)


def bundle_style_sheet(name: str, read: Callable[[str], str]) -> str:
    """Return a style sheet with its imports inlined; ``read`` returns the text of a file."""
    folder = PurePosixPath(name).parent
    return IMPORT.sub(
        lambda found: bundle_style_sheet(str(folder / found["part"]), read), read(name)
    )


class ReaderFilesCompressor(Compressor):
    """Compresses with gzip, and with Brotli what readers load.

    Brotli takes long: for all files of the admin, longer than it saves.
    """

    FOLDERS = ("css", "js")

    def __init__(self, folder: str, **options):
        super().__init__(**options)
        self._folder = folder
        self._gzip = Compressor(use_brotli=False, **options)

    def compress(self, path: str) -> list[str]:
        is_for_readers = Path(path).relative_to(self._folder).parts[0] in self.FOLDERS
        return super().compress(path) if is_for_readers else self._gzip.compress(path)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, with style sheets bundled before they are hashed."""

    def create_compressor(self, **options) -> ReaderFilesCompressor:
        return ReaderFilesCompressor(self.location, **options)

    def post_process(self, paths, dry_run=False, **options):
        if dry_run:
            return

        def read(name: str) -> str:
            source, path = paths[name]
            with source.open(path) as file:
                return file.read().decode()

        for name in filter(SHEET.match, paths):
            bundle = COMMENTS_AND_INDENTS.sub("", bundle_style_sheet(name, read))
            self.delete(name)
            self.save(name, ContentFile(bundle.encode()))
            paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)
