"""What readers and editors do, tested in a real browser."""
