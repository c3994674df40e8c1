"""From what a reader typed and chose to a query of the index."""
