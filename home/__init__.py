"""The front door: the home page, plain pages and the history of the network.

It knows what the rooms are called and asks them for their latest; it keeps no meeting and no
declaration of its own.
"""
