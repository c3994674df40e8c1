"""Rules of the project, checked on its files."""
