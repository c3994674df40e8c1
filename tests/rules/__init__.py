"""The house's own laws, asked of its files."""
