"""Benchmarks: what the site costs, beside bare Wagtail, the least of Django, and nginx.

``make bench`` runs all parts and writes ``docs/benchmarks.md``. What is measured is the time of the
processors: of all processes of a server together with those of its database. The time on a clock
depends on what else the machine does. What is compared is measured in the same rounds.
"""
