"""Another process of the site, which reads or edits as it is told: ``read PATH`` or ``edit``.

It answers each line by one line: status and digest of what a reader gets, or the edit.
"""

import hashlib
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - needs the apps
from django.test import Client  # noqa: E402

from tests.page_cache.random_edits import RandomEdits  # noqa: E402


def digest(client: Client, path: str) -> str:
    response = client.get(path)
    return f"{response.status_code} {hashlib.sha256(b''.join(response)).hexdigest()}"


def main(seed: int, changes: str) -> None:
    settings.PAGE_CACHE_BYTES, settings.PAGE_CACHE_CHANGES = 2_000_000, changes
    settings.PAGE_CACHE_FILES = Path(changes).parent / "files"
    client, edits = Client(), RandomEdits(seed)
    for line in sys.stdin:
        verb, _, path = line.strip().partition(" ")
        answer = edits.edit() if verb == "edit" else digest(client, path)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
