"""Segments and their translations: markup, memory, glossary lookup, machines, differences."""
