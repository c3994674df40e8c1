"""The demonstration: content from public sources, and an account for each role.

It is loaded once, with the same actions that editors and translators use, and never changes a page
afterwards. The rest of the project does not depend on it.
"""
