"""Why something cannot be done with a deleted page, or not yet."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

GONE_MEANWHILE = _("Somebody else has restored or deleted this page meanwhile.")


class RecycleBinRefusedError(ValidationError):
    """A page cannot be deleted, restored or purged now; the message gives the reason."""
