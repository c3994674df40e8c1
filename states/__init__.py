"""The participating states: coordinating offices, designations and help lines.

What may be shown of a help line is decided here, in policies.py; it knows nothing of other rooms.
"""
