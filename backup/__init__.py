"""Backup and restoring of the whole site: the database and the uploaded files in one archive."""
