"""The hooks of this app into Wagtail's admin: its own, and those of each feature."""

from translation.desk.hooks import bulk_actions, homepage_panels, page_buttons  # noqa: F401
from translation.glossary import hooks as glossary_hooks  # noqa: F401
from translation.guards import hooks as guard_hooks  # noqa: F401
from translation.notifications import hooks as notification_hooks  # noqa: F401
from translation.releases import hooks as release_hooks  # noqa: F401

from . import admin_urls, log_actions, menu  # noqa: F401 - importing a module registers its hooks
