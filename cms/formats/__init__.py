"""Formats of Django that differ from its own, by language."""
