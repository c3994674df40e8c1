"""Restrictions on Wagtail's and wagtail-localize's own views and the tree of translated pages."""
