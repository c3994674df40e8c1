"""Stories of readers and editors, told in a real browser."""
