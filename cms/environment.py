"""All environment variables with their defaults and purposes; no other module reads them.

A test checks that README.md contains the same table.
"""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class EnvironmentVariable:
    """One environment variable; ``default`` is used when it is unset or empty."""

    name: str
    default: str
    purpose: str

    def read(self) -> str:
        return os.environ.get(self.name, "") or self.default


VARIABLES = [
    EnvironmentVariable(
        "SECRET_KEY", "", "Signs sessions and links, 50 characters or more; production needs one"
    ),
    EnvironmentVariable(
        "SECRET_KEY_FALLBACKS", "", "Former keys, separated by spaces, until old sessions end"
    ),
    EnvironmentVariable(
        "SITE_ADDRESS", "http://localhost:8000", "Public address of the site, with scheme"
    ),
    EnvironmentVariable(
        "DATABASE_URL", "sqlite:///var/site.sqlite3", "Database, e.g. `postgres://…`"
    ),
    EnvironmentVariable(
        "REDIS_URL", "", "Shared cache, e.g. `redis://…`; empty keeps it in the process"
    ),
    EnvironmentVariable(
        "PAGE_CACHE_BYTES", "67108864", "Memory of each web process for finished pages; 0 for none"
    ),
    EnvironmentVariable(
        "PAGE_CACHE_CHANGES", "var/changes", "File that tells the processes of a machine of changes"
    ),
    EnvironmentVariable(
        "PAGE_CACHE_FILES", "var/files", "Folder of finished files, such as data; `-` for none"
    ),
    EnvironmentVariable("MEDIA_ROOT", "var/media", "Folder of uploaded images and documents"),
    EnvironmentVariable(
        "MEDIA_ACCEL_REDIRECT", "", "`1` lets nginx send uploaded files; see docs/files.md"
    ),
    EnvironmentVariable("STATIC_ROOT", "var/static", "Folder that collects the static files"),
    EnvironmentVariable(
        "S3_URL", "", "Bucket in place of `MEDIA_ROOT`, e.g. `https://key:secret@host/bucket`"
    ),
    EnvironmentVariable(
        "EMAIL_URL", "", "Mail server, e.g. `smtp://user:pass@host:587`; empty prints mail"
    ),
    EnvironmentVariable("EMAIL_FROM", "site@localhost", "Sender of the site's mail"),
    EnvironmentVariable("WEB_WORKERS", "2", "Worker processes of the web server"),
]

_BY_NAME = {variable.name: variable for variable in VARIABLES}


def read(name: str) -> str:
    """Return the value of a variable; raises ``KeyError`` if it is not in ``VARIABLES``."""
    return _BY_NAME[name].read()
