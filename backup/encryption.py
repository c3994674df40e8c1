"""Encryption of archives by the program age (https://age-encryption.org)."""

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .refusals import BackupRefusedError

SUFFIX = ".age"


@contextmanager
def encrypting(output: IO[bytes], recipients: Iterable[str], identity: Path) -> Iterator[IO[bytes]]:
    """Yield a stream; what is written to it can be read by the recipients and the identity.

    Without recipients, it is not encrypted.
    """
    if not recipients:
        yield output
        return
    arguments = [word for recipient in recipients for word in ("--recipient", recipient)]
    command = ["age", "--encrypt", *arguments, "--identity", str(identity)]
    with _running(command, stdin=subprocess.PIPE, stdout=output) as process:
        yield process.stdin


@contextmanager
def decrypting(path: Path, identity: Path) -> Iterator[IO[bytes]]:
    command = ["age", "--decrypt", "--identity", str(identity), str(path)]
    with _running(command, stdout=subprocess.PIPE) as process:
        yield process.stdout


@contextmanager
def temporary_identity() -> Iterator[Path]:
    """Make a key for the time of the block, to read again what has been encrypted for others."""
    with tempfile.NamedTemporaryFile() as file:
        with _running(["age-keygen"], stdout=file, stderr=subprocess.DEVNULL):
            pass
        yield Path(file.name)


@contextmanager
def _running(command: list[str], **streams) -> Iterator[subprocess.Popen]:
    try:
        process = subprocess.Popen(command, **streams)
    except FileNotFoundError:
        raise BackupRefusedError(f"The program {command[0]} is not installed.") from None
    try:
        with process:
            yield process
    except Exception:
        if not process.returncode:
            raise
    if process.returncode:
        raise BackupRefusedError(f"{command[0]} has failed; see its message.")
