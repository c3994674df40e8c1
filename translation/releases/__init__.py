"""Release sets: a source page, its documents and its languages go live together, or not at all."""
