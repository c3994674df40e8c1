"""Comments on segments, confirmation of exact matches, find and replace."""
