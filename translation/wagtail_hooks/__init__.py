"""Where the workshop meets Wagtail's admin; one file for each thing it adds."""

from . import (  # noqa: F401 - importing them registers their hooks
    addresses,
    bulk_actions,
    guards,
    homepage,
    log,
    menu,
    notifications,
    page_buttons,
    releases,
    terms,
)
