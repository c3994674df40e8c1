"""Benchmarks of the site: queries, bytes and times, compared with the simplest response.

``make bench`` works on a database of its own. Times depend on the machine, counts do not. The ratio
to robots.txt, which passes through the same middleware without queries, depends on it little.
"""
