"""Tests of what all page types, feeds, data sets and imports have in common, in every language."""
