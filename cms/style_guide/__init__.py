"""The style guide: all components of public pages, rendered with sample data.

It renders the templates of the apps, and reads the design tokens from the style sheet. Changes of
these appear in the style guide without further work.
"""
