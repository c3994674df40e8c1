"""What the network and its ministers declared, as numbered texts that can be cited.

It knows nothing of how meetings or states are recorded beyond their page types' names.
"""
