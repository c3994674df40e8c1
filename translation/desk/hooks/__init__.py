"""Buttons, bulk actions and panels that lead from Wagtail's admin to these views."""
