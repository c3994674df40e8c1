"""The ledger of the network's meetings: when, where, who, on what and with which result.

It knows nothing of declarations or of the states' offices beyond their page types' names.
"""
