"""Formats of dates in the admin, where Django has none for a language or unusual ones."""
