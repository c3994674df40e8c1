"""The progress board, the task lists of one person, and the history of one translation."""
