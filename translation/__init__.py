"""The translators' workshop: teams, rights, the editor, review, boards and exchange of files.

It owns everything about who translates what, until when and how well. It knows no page type: it
meets pages through Wagtail's and wagtail-localize's models, and readers only through a registry.
"""
