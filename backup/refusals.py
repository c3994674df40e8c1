"""Why an archive is not written, or not restored."""


class BackupRefusedError(Exception):
    """The database and the uploaded files are as they were; the message gives the reason."""
