"""The roof: settings, addresses, the page frame and the catalogue of interface words.

It may import every room; no room imports it, and it knows nothing of how a room does its work.
"""
