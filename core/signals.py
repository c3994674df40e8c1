"""Signals about pages, in addition to Wagtail's."""

from django.dispatch import Signal

# A page is at another address now, and so are the pages below it. Sent in the transaction that
# changed it, with ``instance`` and ``url_path_before``. Wagtail sends ``page_slug_changed`` after
# the commit, when the process may have been killed.
page_address_changed = Signal()
