"""The hooks of this app into Wagtail's admin, one module for each feature."""

from . import (  # noqa: F401 - importing the modules registers their hooks
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
