"""The recycle bin: deleted pages wait outside the tree of the site to be restored or purged.

It knows pages through ``BasePage`` only, and nothing of what single page types contain.
"""
