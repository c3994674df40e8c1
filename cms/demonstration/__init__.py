"""The demonstration: content from public sources and accounts to look around with.

It goes in through the doors that editors and translators use, once, and never touches a page
again; it knows nothing that the product needs to run.
"""
