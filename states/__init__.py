"""The participating states: coordinating offices, designations and help lines.

``policies`` decides which help lines readers see. The app imports no other app but core and
open_data.
"""
