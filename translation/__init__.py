"""Translation management: teams, permissions, the editor, review, the board, exchange of files.

The app depends on no page type. It works with pages through the models of Wagtail and
wagtail-localize, and adds to public pages only through the registries of the core app.
"""
