"""The project package: settings, URL configuration, base templates and message catalogues.

It may import every app, and no app imports it.
"""
