"""Scripts and their conversion into one another, in pure Python.

Nothing in here knows of pages, of databases or of the languages of the site.
"""
