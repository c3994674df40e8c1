"""The meetings of the network: dates, places, participants, themes and outcomes.

The app imports neither declarations nor states; relations name their page types as strings.
"""
