"""Views of the admin: deleting pages, the list of deleted pages, restoring and purging."""
