from django.core.exceptions import ValidationError


class RecycleBinRefusedError(ValidationError):
    """A page cannot be deleted, restored or purged now; the message gives the reason."""
