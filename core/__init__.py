"""The floor: BasePage, blocks, languages, dates and writing systems that every room stands on.

It knows nothing of meetings, declarations, states or translators, and imports none of ours.
"""
