"""Wagtail hooks of search; one module for each feature."""

from . import promotions, unanswered  # noqa: F401 - registers their hooks on import
