"""A whole declaration from a word processor, split into a preamble and numbered paragraphs.

It knows files and text, not pages: the form of the declaration receives what was found.
"""
