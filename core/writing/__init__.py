"""Scripts, their conversion into one another, and what words have in common for search.

Pure Python. Nothing in here knows of pages, of databases or of the languages of the site.
"""
