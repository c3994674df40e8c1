"""What keeps the index complete: document texts, signals, tasks, checks, and the report of
unanswered queries.
"""
