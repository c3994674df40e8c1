"""From a query to what a reader sees: hits, facets, excerpts, suggestions, promoted pages."""
