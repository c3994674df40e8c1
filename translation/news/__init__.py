"""Telling people what concerns them: on the start page, by e-mail, before a deadline."""
