"""Actions on assignments, teams and job batches: ``check`` whether, then ``execute``."""
