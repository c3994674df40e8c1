"""Where the search meets Wagtail's admin; one file for each thing it adds."""

from . import promotions, unanswered  # noqa: F401 - importing them registers their hooks
