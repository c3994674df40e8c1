"""Views of requests, assignments, job batches, teams, personal task lists and the history."""
