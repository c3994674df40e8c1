"""Translated pages in the tree: where they stand, who may move them, what must never happen."""
