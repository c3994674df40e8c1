"""Full-text search over all pages, in the reader's language, and Wagtail's search backend.

The app reads pages through the interface of ``BasePage`` and is independent of page types.
"""
