"""Telling people what concerns them: on the start page at once, by e-mail as each prefers."""


def notify(event, assignment, actor=None, comment=""):
    """Tell everybody concerned of an event, except the person who caused it."""
