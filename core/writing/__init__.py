"""Transliteration between scripts, and the folding and stemming of words for search.

Pure Python, independent of pages, the database and the languages of the site.
"""
