"""Upgrades: the databases of all releases, which tests bring to today.

``python -m tests.upgrades VERSION`` records a release (``make release``, docs/upgrades.md).
"""
