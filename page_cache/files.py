"""Whole files, made once for all processes of a machine (docs/decisions/whole-files.md)."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from gzip import GzipFile
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection

from core.middleware import CompressionMiddleware
from core.whole_files import WholeFileResponse

from .freshness import ContentState

DIGEST_LENGTH = 32  # characters
COMPRESSION = 6
# Another process may still answer from the folder of the state before.
KEPT_AFTER_CHANGE = 60  # seconds
# The combinations of a filter are nearly unbounded.
MAX_FILTERED_BYTES = 50_000_000
MAX_FILTERED_ENTRIES = 2_000
LOCK = ".lock"


class FileFolder:
    """The files of one state of the content.

    A file is named after the digest of its content, with its compressed form beside it. Links lead
    to it, named after the digest of the name by which it is asked for.
    """

    def __init__(self, state: ContentState, *, is_filtered: bool):
        self.state_path = _site_folder() / f"{state.generation}-{int(state.ends_at.timestamp())}"
        self.path = self.state_path / ("filtered" if is_filtered else "unfiltered")
        self.is_filtered = is_filtered

    def path_of(self, response: WholeFileResponse) -> Path:
        """Return where the content is; make it if no process has made it yet."""
        name = digest_of(response.name.encode())
        link = self.path / name
        if not link.exists():
            self._create()
            with self._file_lock(name):
                if not link.exists():
                    self._make(response, link)
        return link.resolve()

    def _create(self) -> None:
        if self.path.exists():
            return
        self.path.mkdir(parents=True, exist_ok=True)
        oldest = time.time() - KEPT_AFTER_CHANGE
        for other in _site_folder().iterdir():
            if other != self.state_path and other.stat().st_mtime < oldest:
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def _file_lock(self, name: str) -> Iterator[None]:
        """Let one process at a time make a file; the lock of a process that is killed ends."""
        # So few locks that made-up filters do not fill the folder with them.
        with (self.path / f"{name[:2]}{LOCK}").open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _make(self, response: WholeFileResponse, link: Path) -> None:
        """Write under other names and rename: nobody sees a part of a file."""
        plain, compressed, new_link = (
            link.with_suffix(suffix) for suffix in (".new", ".gz", ".link")
        )
        is_text = CompressionMiddleware.TEXT.match(response.headers["Content-Type"])
        digest = sha256()
        with (
            plain.open("wb") as file,
            GzipFile(compressed, "wb", COMPRESSION, mtime=0) if is_text else nullcontext() as gzip,
        ):
            for part in response.make():
                digest.update(part)
                file.write(part)
                if gzip:
                    gzip.write(part)
        name = digest.hexdigest()[:DIGEST_LENGTH]
        os.utime(plain, (time.time(), response.modified_at().timestamp()))
        if is_text:
            compressed.replace(self.path / f"{name}.gz")
        plain.replace(self.path / name)
        new_link.unlink(missing_ok=True)
        new_link.symlink_to(name)
        new_link.replace(link)
        if self.is_filtered:
            self._delete_oldest()

    def _delete_oldest(self) -> None:
        """Delete the oldest files with a filter. A link without its file counts as not made."""
        entries = [
            (entry.stat(follow_symlinks=False), entry.path)
            for entry in os.scandir(self.path)
            if not entry.name.endswith(LOCK)
        ]
        size = sum(state.st_size for state, _ in entries)
        entries.sort(key=lambda entry: entry[0].st_ctime_ns, reverse=True)
        while size > MAX_FILTERED_BYTES or len(entries) > MAX_FILTERED_ENTRIES:
            state, path = entries.pop()
            size -= state.st_size
            Path(path).unlink(missing_ok=True)


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()[:DIGEST_LENGTH]


def delete_whole_files() -> None:
    """Delete the files of all states: new code may make other ones."""
    if settings.PAGE_CACHE_FILES:
        shutil.rmtree(_site_folder(), ignore_errors=True)


def _site_folder() -> Path:
    """Return a folder that no other site uses: each database counts its generations by itself."""
    database = connection.settings_dict
    name = ":".join(str(database[part]) for part in ("HOST", "PORT", "NAME"))
    return settings.PAGE_CACHE_FILES / digest_of(name.encode())
