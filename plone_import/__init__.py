"""Brings the content of an earlier Plone site over, from an export of collective.exportimport.

Nothing else imports this app: it can be removed once the old site is closed.
"""
