"""The declarations of the network and its ministers, with numbered paragraphs to be cited.

The app imports neither meetings nor states; relations name their page types as strings.
"""
