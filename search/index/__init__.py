"""The index: which tokens each object has, stored in SQLite or PostgreSQL."""
