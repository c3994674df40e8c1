"""The tests: a mirror of the apps, contracts asked of every page type, the project's rules, and
the whole site in a real browser. ``services`` starts what they need beyond Python.
"""
