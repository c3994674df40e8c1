"""Notifications about translations: on Wagtail's dashboard, by e-mail, and before deadlines."""
