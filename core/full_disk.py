"""Recognises a full disk, of which editors are told in a sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FULL = {errno.ENOSPC, errno.EDQUOT}


def is_disk_full(error: BaseException | None) -> bool:
    """Return whether the disk of files or of the database is full, or a quota is used up."""
    cause = getattr(error, "__cause__", None) or error
    return (
        getattr(error, "errno", None) in FULL
        or getattr(cause, "sqlstate", "") == "53100"  # of PostgreSQL: disk_full
        or getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL"
    )


@contextmanager
def full_disk_as_form_error() -> Iterator[None]:
    """Raise ``ValidationError`` for a file that was not stored because the disk is full."""
    try:
        yield
    except OSError as error:
        if not is_disk_full(error):
            raise
        raise ValidationError(
            _(
                "The file was not stored, because the disk of the site is full. Tell whoever runs "
                "the site, and upload the file again when there is space."
            )
        ) from error
