"""What happens in the workshop: one verb, one class; ``check`` whether, ``execute`` what, log it."""
