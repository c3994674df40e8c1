"""The participating states: coordinating offices, designations and help lines.

``policies`` decides which help lines readers see. The app imports only core, open_data
and editorial.
"""
