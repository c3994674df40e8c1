"""Links of the site: where old addresses lead, what links to a page, and links to other sites.

The app reads pages through the interface of ``BasePage`` and is independent of page types.
"""
