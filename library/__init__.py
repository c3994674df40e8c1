"""The document library: every document that readers may open, in one list with filters.

It knows nothing of declarations and meetings: the apps that have documents offer them (``core``).
"""
