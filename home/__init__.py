"""The home page, plain pages and the history of the network.

The home page lists meetings and declarations, which the apps of these names define.
"""
