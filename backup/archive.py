"""The file of a backup: a tar, which is written and read from its beginning to its end.

Its members are the uploaded files, a file of rows for each table, and at the end the manifest and
the checksum of the manifest.
"""

import gzip
import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from .encryption import SUFFIX, decrypting
from .manifest import BackupManifest
from .refusals import BackupRefusedError
from .tables import as_json

MANIFEST, MANIFEST_CHECKSUM = "manifest.json", "manifest.json.sha256"
CHUNK_SIZE = 2**16


class ChecksumReader:
    """A file that computes the checksum of what is read from it."""

    def __init__(self, file: IO[bytes]):
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int) -> bytes:
        chunk = self.file.read(size)
        self.digest.update(chunk)
        return chunk


class ArchiveWriter:
    """Adds members to an archive. Of two with the same name, the later one counts."""

    def __init__(self, tar: tarfile.TarFile):
        self.tar = tar
        self.checksums: dict[str, str] = {}

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        member, reader = tarfile.TarInfo(name), ChecksumReader(file)
        member.size, member.mode = size, 0o600
        self.tar.addfile(member, reader)
        self.checksums[name] = reader.digest.hexdigest()

    def add_rows(self, name: str, rows: Iterable[list]) -> None:
        """Add rows, one JSON list a line. The same rows have the same checksum."""
        with tempfile.TemporaryFile() as file:
            compressed = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0)
            with io.TextIOWrapper(compressed, encoding="utf-8") as lines:
                for row in rows:
                    lines.write(json.dumps(row, ensure_ascii=False, default=as_json) + "\n")
            size = file.tell()
            file.seek(0)
            self.add(name, file, size)

    def add_manifest(self, manifest: BackupManifest) -> None:
        text = manifest.as_json()
        for name, content in ((MANIFEST, text), (MANIFEST_CHECKSUM, _checksum_line(text))):
            self.add(name, io.BytesIO(content), len(content))


class BackupArchive:
    """An archive that exists. ``identity`` is the file of the key for an encrypted one."""

    def __init__(self, path: Path, identity: Path | None = None):
        self.path, self.identity = path, identity
        if not path.is_file():
            raise BackupRefusedError(f"There is no file {path}.")
        if path.suffix == SUFFIX and not identity:
            raise BackupRefusedError(f"{path} is encrypted: name the file of its key.")

    def members(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Yield name and content of each member; the content can be read until the next one."""
        with self._opened() as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            for member in tar:
                yield member.name, tar.extractfile(member) or io.BytesIO()
            while stream.read(CHUNK_SIZE):
                pass  # until age has read the last byte, and knows that nothing is missing

    def verify(self) -> BackupManifest:
        """Read everything. Raises ``BackupRefusedError`` if anything is damaged or missing."""
        found, text, line = {}, b"", b""
        try:
            for name, content in self.members():
                if name == MANIFEST:
                    text = content.read()
                elif name == MANIFEST_CHECKSUM:
                    line = content.read()
                else:
                    found[name] = checksum(content)
        except (tarfile.TarError, ValueError) as error:
            raise BackupRefusedError(f"{self.path} is damaged: {error}") from error
        if line != _checksum_line(text):
            raise BackupRefusedError(f"{self.path} is damaged: its manifest is, or is not there.")
        manifest = BackupManifest.from_json(text)
        damaged = [name for name, right in manifest.checksums.items() if found.get(name) != right]
        if damaged:
            raise BackupRefusedError(f"{self.path} is damaged: {', '.join(damaged[:5])}")
        return manifest

    def _opened(self) -> AbstractContextManager[IO[bytes]]:
        if self.identity:
            return decrypting(self.path, self.identity)
        return self.path.open("rb")


def checksum(content: IO[bytes]) -> str:
    return hashlib.file_digest(content, "sha256").hexdigest()


def _checksum_line(text: bytes) -> bytes:
    """Return the checksum of the manifest as ``sha256sum`` reads it."""
    return f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode()


def read_rows(content: IO[bytes]) -> Iterator[list]:
    """Yield the rows of a member."""
    with gzip.open(content, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
