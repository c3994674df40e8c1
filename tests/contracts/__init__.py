"""Questions that are asked of every page type in every language."""
