"""The style guide: every piece that public pages are made of, shown by the templates themselves.

Nothing of it is a copy. Pieces are the templates of the rooms with values to show them, and tokens
are read from the style sheet; what is changed there is changed here.
"""
