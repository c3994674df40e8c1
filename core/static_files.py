"""Static files as they are delivered: style sheets in one piece, all of them hashed and compressed.

A style sheet is written in parts that a browser could load by itself; on the way to readers each
``@import`` is replaced by what it names, so that a page asks for one sheet and nothing else.
"""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = re.compile(r"css/[^/]+\.css$")
IMPORT = re.compile(r'^@import "(?P<part>[^"]+)";$', re.MULTILINE)


def joined(name: str, read: Callable[[str], str]) -> str:
    """Return the style sheet of this name with its parts in their places; ``read`` gets a text."""
    folder = PurePosixPath(name).parent
    return IMPORT.sub(lambda found: joined(str(folder / found["part"]), read), read(name))


class DeliveredFilesStorage(CompressedManifestStaticFilesStorage):
    """What ``collectstatic`` writes for the web server."""

    def post_process(self, paths, dry_run=False, **options):
        if dry_run:
            return

        def read(name: str) -> str:
            source, path = paths[name]
            with source.open(path) as file:
                return file.read().decode()

        for name in filter(SHEET.match, paths):
            whole = joined(name, read)
            self.delete(name)
            self.save(name, ContentFile(whole.encode()))
            paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)
