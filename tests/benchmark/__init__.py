"""What the site costs: queries, bytes and times, against the plainest answer it gives.

``make bench`` works on a database of its own. Seconds depend on the machine; counts do not, and
the ratio to robots.txt, which passes through the same middleware and asks the database nothing,
much less so.
"""
