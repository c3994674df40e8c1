"""The hooks of this app: its own, and those of each feature."""

from translation.desk.hooks import bulk_actions, homepage_panels, page_buttons
from translation.glossary import hooks as glossary_hooks
from translation.guards import hooks as guard_hooks
from translation.notifications import hooks as notification_hooks
from translation.releases import hooks as release_hooks

# Importing a module registers its hooks.
from . import admin_urls, kept_links, log_actions, menu, outdated_translations, second_factor
