"""Wagtail hooks of search; one module for each feature."""

from . import promotions, unanswered
