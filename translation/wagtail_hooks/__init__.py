"""Where the workshop meets Wagtail's admin; one file for each thing it adds."""

from . import addresses, log  # noqa: F401 - importing them registers their hooks
