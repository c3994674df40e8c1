"""Forms of the translation editor."""
