"""Forms for translation requests, assignments and teams."""
