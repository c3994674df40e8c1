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
from tests.page_cache.wsgi_reader import WsgiReader  # noqa: E402


def digest(client: Client, path: str) -> str:
    response = client.get(path)
    return _digest(str(response.status_code), b"".join(response))


def digest_of_wsgi(reader: WsgiReader, path: str) -> str:
    answer = reader.get(path)
    return _digest(answer.status[:3], answer.body)


def _digest(status: str, body: bytes) -> str:
    return f"{status} {hashlib.sha256(body).hexdigest()}"


def main(seed: int, changes: str) -> None:
    settings.PAGE_CACHE_BYTES, settings.PAGE_CACHE_CHANGES = 2_000_000, changes
    settings.PAGE_CACHE_FILES = Path(changes).parent / "files"
    reader, edits = WsgiReader(), RandomEdits(seed)
    for line in sys.stdin:
        verb, _, path = line.strip().partition(" ")
        answer = edits.edit() if verb == "edit" else digest_of_wsgi(reader, path)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
