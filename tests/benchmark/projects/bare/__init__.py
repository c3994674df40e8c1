"""A site as ``wagtail start`` makes it, with pages, an image, a menu and two translations.

Nothing is made faster or slower than Wagtail's tutorial does it.
"""
