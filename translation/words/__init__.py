"""Texts and their translations: segments, inline marks, memory, terms, machines, differences."""
