"""What happens in the workshop: one verb, one class; ``check`` whether, then ``execute``."""
