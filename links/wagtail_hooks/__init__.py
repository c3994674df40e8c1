"""Wagtail hooks of links; one module for each feature."""

from . import notices, redirects, replacement, reports
