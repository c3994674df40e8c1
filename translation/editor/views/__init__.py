"""Views of the translation editor: editing, single segments, review, changes of the source."""
