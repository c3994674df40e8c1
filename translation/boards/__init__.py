"""Who sees what of the work: the matrix, what waits for a person, what happened to a text."""
